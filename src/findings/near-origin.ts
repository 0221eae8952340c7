/** Two origins that a person may take for one: they differ in the scheme, the port, a `www.`, or the name of this machine only. */
export function areNearOrigins(a: string, b: string): boolean {
  if (a === b || !URL.canParse(a) || !URL.canParse(b)) return false;
  const [one, other] = [new URL(a), new URL(b)];
  return host(one) === host(other);
}

/** Of near origins: they differ in nothing else. */
export function differInPort(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)];
  return one.protocol === other.protocol && one.hostname === other.hostname;
}

function host({ hostname }: URL): string {
  if (hostname === '127.0.0.1' || hostname === '[::1]') return 'localhost';
  return hostname.replace(/^www\./, '');
}
