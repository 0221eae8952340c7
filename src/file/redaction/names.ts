/**
 * Rules by the name of a field, a key, a cookie, a header or a parameter, as data. Words are those of
 * `wordsOf`: lower case, one each.
 */

/** Whatever has such a name is secret, unless another word behind it says that it is about the secret. */
const secrets = words(`
  token tokens secret secrets password passwords passwd pwd pass passphrase passphrases passcode passcodes jwt jwts jwe csrf xsrf
  credential credentials creds bearer authorization apikey apikeys sid sessid ssid sessionid sessionids phpsessid jsessionid aspsessionid
  mnemonic otp totp cvv cvc pin ssn iban pat privkey psk pw pswd passe mdp motdepasse passwort passworte kennwort kennworte senha
  contraseña contrasena wachtwoord lösenord losenord passord adgangskode hasło haslo heslo jelszó jelszo salasana parola şifre sifre
  пароль пароли токен секрет
`);

/** Two words that are secret together, and what may stand between them. */
const pairs = words(`
  api.key private.key secret.key access.key encryption.key signing.key master.key shared.key hmac.key ssh.key aes.key license.key
  account.key subscription.key deploy.key session.id session.ids session.key session.data session.hash session.value session.cookie auth.key
  auth.code auth.header auth.cookie auth.hash auth.data auth.value auth.id cookie.value cookie.header code.verifier
  authorization.code verification.code security.code recovery.code recovery.codes backup.code backup.codes confirmation.code
  activation.code invite.code device.code security.answer secret.answer connection.string card.number account.number set.cookie
  recovery.phrase seed.phrase magic.link remember.me one.time priv.key consumer.key consumer.secret client.assertion sess.id
  access.signature conn.str social.security wallet.seed private.seed anti.forgery sms.code mfa.code factor.code otp.code pin.code
  login.code fa.code
`);

/** Names of secrets in one word of several that no capital or sign sets apart: `accesstoken`. */
const endings =
  /(?:tokens?|secrets?|passwords?|passwd|pwd|passphrase|passcode|passkey|sessionid|sessid|credentials?|csrf|xsrf|\.sid)$/;

/** The same with what it is behind it: `tokenvalue`, `passwordhash`, `ASPSESSIONIDQQRSTUV`. */
const beginnings =
  /^(?:token|secret|password|passwd|apikey|accesskey)(?:value|data|hash|string|str|text|raw|enc|id|b64)$|^aspsessionid/;

/** `dbpass`, where `bypass` and `compass` are words. */
const ownPass =
  /^(?:user|db|admin|smtp|root|my|login|ftp|ssh|mail|mysql|pg|redis|proxy|auth|client|api)(?:pass|pw)$/;

/** What has such a name may hold a secret among other things: only what looks made up by a machine is one. */
const holders = words(`
  session sessions auth oauth cookie cookies login signin sso saml identity code state nonce verifier challenge signature sig
  ticket assertion hmac samlresponse samlrequest
`);

/** The same for parameters of URLs. */
const parameters = words('key sig sign signature code ticket hash h s st k auth v');

/** A last word that says something about a secret: how many, since when, where. */
const about = words(`
  count counts counter type types name names length len size sizes expires expire expired expiry expiration exp at in ttl age url urls uri uris
  endpoint path href host domain status storage timeout policy strength rule rules required enabled disabled valid invalid
  verified validity error errors message field input label placeholder provider providers method methods flow scheme version time timestamp date
  start started end ended created updated issued refreshed duration limit limits max min index visible hidden shown manager service options option
  settings setting config mode scope scopes audience issuer alg algorithm format prefix suffix page form button modal dialog screen view route
  component action event events handler listener reducer hint reset changed forgotten request requests usage used budget total cost
  price balance rate position offset class kind level category role roles user users username email locale lang language theme color colour title
  description attempts attempt retries retry remaining left interval delay ms seconds minutes hours days weak strong step steps
  requirements requirement consent banner notice preference preferences per samesite secure httponly protection through
`);

/** A word in front that makes a number of it. */
const amounts = words('max min num number count total limit n avg average');

/** A word in front that asks a question, or is a switch. */
const questions = words('is has had show hide shows hides can should needs requires toggle use uses');

/** Names in languages that set no words apart, as parts of a name; those of what people type once more. */
const unspaced =
  /密码|口令|パスワード|비밀번호|暗証番号|암호|令牌|密钥|私钥|验证码|身份证|银行卡号|会话标识|トークン|토큰/;
const typedUnspaced = /密码|口令|パスワード|비밀번호|暗証番号|암호/;

/**
 * `secret`: whatever it has. `holder`: what looks made up by a machine. `about`: nothing, whatever holds it.
 * null: the name says nothing.
 */
export type NameSays = 'secret' | 'password' | 'holder' | 'about' | null;

export function nameSays(name: string, isParameter = false): NameSays {
  const known = judged.get(name);
  const says = known === undefined ? judge(name) : known;
  if (known === undefined) {
    if (judged.size >= maxJudged) judged.clear();
    judged.set(name, says);
  }
  return says === null && isParameter && parameters.has(name.toLowerCase()) ? 'holder' : says;
}

const judged = new Map<string, NameSays>();
const maxJudged = 10_000;
/** Longer ones are no names. */
const longest = 200;

function judge(name: string): NameSays {
  if (name === '' || name.length > longest) return null;
  if (unspaced.test(name)) return typedUnspaced.test(name) ? 'password' : 'secret';
  const all = wordsOf(name);
  const last = all[all.length - 1] ?? '';
  const at = all.findIndex((word, index) => isSecretAt(all, word, index));
  if (at >= 0) {
    const first = all[0] ?? '';
    if (about.has(last) || amounts.has(first) || questions.has(first)) return 'about';
    return all.some((word) => human.test(word)) ? 'password' : 'secret';
  }
  if (about.has(last)) return 'about';
  return all.some((word) => holders.has(word)) ? 'holder' : null;
}

/** People make these up: their shape alone says much. */
const human =
  /pass|pwd$|pswd|pw$|pin$|^otp$|^psk$|^cv[vc]$|^mdp$|wort|senha|contrase|^wacht|l[öo]senord|^adgangs|has[łl]o|heslo|jelsz|salasana|parola|[şs]ifre|парол/;

function isSecretAt(all: readonly string[], word: string, index: number): boolean {
  if (secrets.has(word) || endings.test(word) || beginnings.test(word) || ownPass.test(word)) return true;
  const next = all[index + 1] ?? '';
  return pairs.has(`${word}.${next}`) || pairs.has(`${word}.${next.replace(/s$/, '')}`) || joined.test(word);
}

/** Two words that no capital or sign sets apart: `privatekey`, `mfacode`. */
const joined = new RegExp(`(?:${[...pairs].map((pair) => pair.replace('.', '')).join('|')})s?$`);

/** The words of `accessToken`, `ACCESS_TOKEN`, `access-token`, `app:access.token`. */
function wordsOf(name: string): string[] {
  return name
    .normalize('NFC')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .map((word) => word.replace(/(?<=\D{3})\d+$/, ''))
    .filter((word) => word !== '' && !/^(?:\d+|v\d+)$/.test(word));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
