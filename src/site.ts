/**
 * What stands for an origin's site here: its scheme and the last two labels of its host. Without the public
 * suffix list two sites under one suffix of two labels (a.co.uk, b.co.uk) look alike; two that look different
 * are different (HTML, "site").
 */
export function siteOf(origin: string): string {
  if (!URL.canParse(origin)) return origin;
  const { protocol, hostname } = new URL(origin);
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return `${protocol}//${isAddress ? hostname : hostname.split('.').slice(-2).join('.')}`;
}
