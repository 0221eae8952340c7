import { visibleText } from '../../shown/visible';

const shown = 3;
/** Of a shorter one even its beginning says much. */
const longEnough = 12;

/** A secret as others may see it on a screen: how it begins, where it is long, and nothing more. */
export function masked(value: string): string {
  return value.length < longEnough
    ? '••••'
    : `${visibleText(Array.from(value).slice(0, shown).join(''))}••••`;
}
