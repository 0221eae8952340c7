import { nameSays } from './names';

const secrets = `accessToken access_token access-token ACCESS_TOKEN AccessToken accesstoken access.token access:token tokenA token_1
  my_accessToken_v2 x-auth-token X-CSRF-TOKEN x_api_key $token _token __Host-session-token ASP.NET_SessionId JSESSIONID PHPSESSID
  user[password] userpwd passWord user_password2 clientsecret client_secret apikey2 api_keys accessKeys accesskeyid authcode idtoken
  authenticity_token __RequestVerificationToken verification_code codeVerifier code_verifier pinCode two_factor_code refreshToken
  Proxy-Authorization x-amz-security-token SharedAccessSignature conn_str apiSecretKey resetToken recoveryCode cardCvc seedPhrase`;

const others = `tokenCount token_type maxTokens passwordLength showPassword hasToken tokenizer passive passenger compass bypass passRate
  passThrough secretary author authorId codec postalCode countryCode errorCode keyCode keyboard monkey primaryKey sortKey cacheKey
  storageKey publicKey pinned pinnedTab spinner opinion shipping mapping cookieConsent sessionCount sessionTimeout csrfProtection
  oauthProvider authUrl loginCount credits signal design seed hashtag pane company pattern residual outside jwtAlgorithm securityLevel`;

test.each(secrets.trim().split(/\s+/))('%s is the name of a secret', (name) => {
  expect(['secret', 'password']).toContain(nameSays(name));
});

test.each(others.trim().split(/\s+/))('%s is none', (name) => {
  expect(['secret', 'password']).not.toContain(nameSays(name));
});
