/** A switch that a user may have turned again: no value that only a stale copy explains. */
export function isFlag(text: string): boolean {
  return /^("?(true|false|on|off|yes|no|null|undefined|\d?)"?)$/i.test(text);
}
