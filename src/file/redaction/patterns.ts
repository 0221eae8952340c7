import { isCard, isCredential, isEmail } from './values';

/** Rules by what a value looks like, wherever it stands, as data. */
export interface Pattern {
  /** Why, as a preview of the redaction names it. */
  readonly rule: RuleName;
  /** Of flags `dg`. What its first group takes is the secret; all of it where it has none. */
  readonly pattern: RegExp;
  readonly check?: (secret: string) => boolean;
}

export const ruleNames = ['name', 'jwt', 'bearer', 'email', 'card', 'pem', 'vendor', 'url', 'own'] as const;
export type RuleName = (typeof ruleNames)[number];

/** Prefixes by which vendors mark their keys, so that others find them. */
const vendors = [
  'A(?:KI|SI|BI|CC|GP|ID|IP|KP|NP|NV|PK|RO|SC)A[A-Z2-7]{16}',
  'gh[pousr]_\\w{16,}',
  'github_pat_\\w{20,}',
  'gl(?:pat|dt|rt|cbt|ptt|ft|agent|soat|imt)-[\\w-]{16,}',
  '(?:sk|rk)_(?:live|test)_\\w{10,}',
  'whsec_[\\w+/=]{16,}',
  'xox[abeoprs]-[\\w-]{10,}',
  'xapp-\\d-[\\w-]{10,}',
  'AIza[\\w-]{30,}',
  'ya29\\.[\\w-]{10,}',
  '1//0[\\w-]{20,}',
  'GOCSPX-[\\w-]{20,}',
  'EAA[A-Za-z\\d]{20,}',
  'SG\\.[\\w-]{10,}\\.[\\w-]{10,}',
  'npm_[A-Za-z\\d]{30,}',
  'pypi-[\\w-]{20,}',
  'dop_v1_[a-f\\d]{30,}',
  'shp(?:at|ca|pa|ss)_[a-fA-F\\d]{20,}',
  'hf_[A-Za-z\\d]{20,}',
  'sk-(?:ant-|proj-|or-|svcacct-)?[\\w-]{20,}',
  'r8_[A-Za-z\\d]{20,}',
  'gsk_[A-Za-z\\d]{20,}',
  'key-[a-f\\d]{32}',
  'SK[a-f\\d]{32}',
  'AC[a-f\\d]{32}',
  'lin_(?:api|oauth)_\\w{20,}',
  'secret_[A-Za-z\\d]{30,}',
  'ntn_[A-Za-z\\d]{30,}',
  'sq0(?:atp|csp|idp)-[\\w-]{20,}',
  'EAAA[\\w-]{50,}',
  'dapi[a-f\\d]{30,}',
  'hv[sbr]\\.[\\w-]{20,}',
  'glsa_\\w{20,}',
  'sntr[ysu]+_[\\w=+/-]{20,}',
  'pk\\.eyJ[\\w-]+\\.[\\w-]+',
  'sk\\.eyJ[\\w-]+\\.[\\w-]+',
  'PMAK-[a-f\\d-]{30,}',
  'nfp_\\w{20,}',
  'vercel_\\w{20,}',
  'sbp_[a-f\\d]{20,}',
  'figd_[\\w-]{20,}',
  'pat[A-Za-z\\d]{14}\\.[a-f\\d]{40,}',
  'AGE-SECRET-KEY-1[A-Z\\d]{20,}',
  'access_token\\$production\\$\\w+\\$\\w+',
  'LTAI[A-Za-z\\d]{12,}',
  'AKID[A-Za-z\\d]{13,}',
];

export const patterns: readonly Pattern[] = [
  { rule: 'pem', pattern: /-----BEGIN [A-Z\d ]+-----([^-]{8,})/dg },
  { rule: 'jwt', pattern: /(?<![\w-])eyJ[\w-]{5,}(?:\.[\w-]*){1,4}/dg },
  {
    rule: 'bearer',
    pattern: /\b(?:Bearer|Basic|Digest|Negotiate|Token|ApiKey)(?:\s+|%20|\+)([\w.~+/=-]{6,})/dgi,
    check: isCredential,
  },
  { rule: 'url', pattern: /\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s/?#:@"'<>]{0,200}:([^\s/?#@"'<>]{1,200})@/dgi },
  { rule: 'vendor', pattern: new RegExp(`(?<![A-Za-z\\d_-])(?:${vendors.join('|')})`, 'dg') },
  { rule: 'vendor', pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/([\w/]{20,})/dg },
  { rule: 'vendor', pattern: /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/(\d+\/[\w-]{20,})/dg },
  { rule: 'vendor', pattern: /(?<!\d)\d{8,10}:AA[\w-]{30,}/dg },
  {
    rule: 'email',
    pattern:
      /(?<![\w.%+@/-])[\p{L}\d_][\p{L}\d._%+'-]{0,63}@(?:[\p{L}\d-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\d])/dgu,
    check: isEmail,
  },
  { rule: 'card', pattern: /(?<![\d.-])\d(?:[ -]?\d){12,18}(?![\d-]|\.\d)/dg, check: isCard },
];
