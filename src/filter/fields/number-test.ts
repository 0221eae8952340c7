import { mistakeAt, type Mistake, type Value } from '../syntax';

export type NumberTest = (number: number) => boolean;

/** `>50ms`, `<=2s`, `10kB`. */
export function numberTest(
  { text, kind, place }: Value,
  units: { readonly [unit: string]: number },
): NumberTest | Mistake {
  const [, sign = '', digits = '', unit = ''] =
    (kind === 'word' && /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?|\.\d+)([a-zµ]*)$/i.exec(text)) || [];
  const known = Object.keys(units).filter((name) => name !== '');
  if (digits === '') return mistakeAt(place, 'filter_error_number', text);
  const factor = units[Object.keys(units).find((name) => name.toLowerCase() === unit.toLowerCase()) ?? unit];
  if (factor === undefined)
    return known.length === 0
      ? mistakeAt(place, 'filter_error_number', text)
      : mistakeAt(
          { from: place.to - unit.length, to: place.to },
          'filter_error_unit',
          unit,
          known.join(', '),
        );
  return compare(sign, Number(digits) * factor);
}

export function compare(sign: string, wanted: number): NumberTest {
  switch (sign) {
    case '>':
      return (number) => number > wanted;
    case '>=':
      return (number) => number >= wanted;
    case '<':
      return (number) => number < wanted;
    case '<=':
      return (number) => number <= wanted;
    default:
      return (number) => number === wanted;
  }
}
