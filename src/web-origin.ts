/** The origin of an http or https address; null for any other, which no page that can be watched has. */
export function webOrigin(url: unknown): string | null {
  return typeof url === 'string' && /^https?:/.test(url) ? new URL(url).origin : null;
}
