/** What a value looks like, for rules by name. */

/**
 * Words that programs write where a secret would be, or for the kind of one: nobody can sign in with them.
 */
const states = new Set(
  `none null undefined true false yes no ok on off active inactive expired pending anonymous guest logged-in logged-out logged_in
  logged_out loggedin loggedout signed-in signed-out signed_in signed_out authenticated unauthenticated authorized unauthorized valid
  invalid missing required optional unknown accepted rejected declined granted denied started ended refreshed refreshing revoked empty
  new old changed updated bearer basic digest oauth oauth2 saml sso jwt cookie session token sms email totp webauthn passkey 
  local nan enabled disabled [object redacted hidden nil n/a -`.split(/\s+/),
);

/** A mask, or nothing: also where people make values up. */
const nothing =
  /^(?:|null|undefined|\[object \w+\]|true|false|[*•●xX.·_-]*|[[<(]?(?:redacted|hidden|masked|filtered|removed)[\])>]?)$/i;

/** Digits that are too few to be a secret, unless a person typed them. */
const count = /^-?\d{0,3}$/;

/** Whether a value of that name may stay as it is. */
export function isHarmless(value: string, isTyped: boolean): boolean {
  if (nothing.test(value) || pseudonym.test(value)) return true;
  return !isTyped && (count.test(value) || states.has(value.toLowerCase()));
}

/** As `pseudonyms.ts` makes them for what people type. */
const pseudonym = /^hidden-\d+$/;

/** Made up by a machine: no word, no date, no version, no address. */
export function looksRandom(value: string): boolean {
  if (value.length < 6 || /[\s<>"{}]|:\/\//.test(value) || states.has(value.toLowerCase())) return false;
  if (/^\d+$/.test(value)) return value.length >= 16;
  if (plain.some((pattern) => pattern.test(value))) return false;
  const changes = value.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  const cases = value.match(/[a-z](?=[A-Z])/g)?.length ?? 0;
  if (value.length < 8) return changes >= 3;
  if (value.length < 16) return changes >= (/[-_.:/]/.test(value) ? 3 : 2) || (changes >= 1 && cases >= 2);
  return changes >= 3 || (cases >= 3 && /\d/.test(value)) || (cases >= 4 && !/[\s_.-]/.test(value));
}

const plain = [
  /^\d{4}-\d\d-\d\d/,
  /^v?\d+\.\d+/,
  /^[\d.:+-]+$/,
  /^\/[\w/.-]*$/,
  /^[A-Z]+(?:[-_][A-Z\d]+)*$/,
  /^[a-z]+(?:[-_:.][a-z]+)*[-_:.]?\d*$/i,
];

/**
 * Cards: the digit that says that the others are right (ISO/IEC 7812-1, Luhn), and numbers that schemes give
 * out.
 */
export function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!schemes.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 === 0;
}

const schemes =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|5\d\d|4[4-9]\d|2\d\d)\d{12,15})$/;

/** What follows `Bearer`: no word of a sentence. */
export function isCredential(value: string): boolean {
  return /\d|[=_+/]|[a-z][A-Z]/.test(value) || value.length >= 24;
}

/** An address of a person, not of an image for fine screens or a repository. */
export function isEmail(text: string): boolean {
  return !/@\d+(?:\.\d+)?x\.|^git@|\.(?:png|jpe?g|gif|svg|webp|avif|js|mjs|css|json|html|ts|map)$/i.test(
    text,
  );
}
