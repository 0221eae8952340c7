import { wholeText } from '../../shown/columns';
import { previewOfJson } from '../../record/json-preview';
import type { Preview } from '../../record/preview';
import { previewText } from '../../shown/preview-text';
import type { Record } from '../../record/record';
import { mistakeAt, type Value } from '../syntax';
import type { Field } from './field';
import { compare } from './number-test';
import { textTest } from './text-test';

/** A place within a value: `items[].qty`, `*.id`, `user.name=Ada`, `items[0].qty>2`. */

/** A name, `*` for any name, a number for a place in a list, null for any place in it. */
type Step = string | number | null;

/** Places that are looked at in one value. */
const mostPlaces = 10_000;

function stepsOf(text: string): Step[] | null {
  const steps: Step[] = [];
  for (const part of text.split('.')) {
    const [, name = '', lists = ''] = /^([^[\]]*)((?:\[\d*\])*)$/.exec(part) ?? [];
    if (name === '' && lists === '') return null;
    if (name !== '') steps.push(name);
    for (const [, index = ''] of lists.matchAll(/\[(\d*)\]/g))
      steps.push(index === '' ? null : Number(index));
  }
  return steps;
}

function inside(value: Preview, step: Step): readonly Preview[] {
  if (typeof value !== 'object' || value === null) return [];
  if (typeof step !== 'string') {
    if (value.t !== 'array' && value.t !== 'set') return [];
    return step === null ? value.v : value.v.slice(step, step + 1);
  }
  if (value.t !== 'object' && value.t !== 'map') return [];
  const { k, v } = value;
  return v.filter((_, at) => step === '*' || k[at] === step);
}

function placesOf(value: Preview, steps: readonly Step[]): readonly Preview[] {
  let found: readonly Preview[] = [value];
  for (const step of steps) found = found.flatMap((one) => inside(one, step)).slice(0, mostPlaces);
  return found;
}

function valuesOf(record: Record): Preview[] {
  switch (record.type) {
    case 'storage-write':
    case 'storage-event':
      return [record.newValue, record.oldValue]
        .filter((text) => text !== null)
        .flatMap((text) => previewOfJson(wholeText(text)) ?? []);
    case 'stored':
      return record.entries.flatMap(([, value]) => previewOfJson(wholeText(value)) ?? []);
    case 'send':
    case 'receive':
      return [typeof record.data === 'string' ? (previewOfJson(record.data) ?? record.data) : record.data];
    default:
      return [];
  }
}

function testOf(sign: string, wanted: Value): (value: Preview) => boolean {
  const number = Number(wanted.text);
  const isNumber = wanted.text !== '' && Number.isFinite(number);
  const numeric = compare(sign, number);
  if (sign !== '=') return (value) => isNumber && typeof value === 'number' && numeric(value);
  const text = textTest(wanted, true);
  return (value) =>
    (isNumber && typeof value === 'number' && numeric(value)) ||
    (typeof text === 'function' && text(previewText(value)));
}

export const path: Field = {
  name: 'path',
  help: 'filter_help_path',
  examples: ['path:items[].qty', 'path:items[].qty>2', 'path:user.name=Ada'],
  asks: 'record',
  read(value) {
    const [, where = '', sign = '', wanted = ''] =
      /^([^<>=]*)(?:(>=|<=|=|>|<)(.*))?$/s.exec(value.text) ?? [];
    const steps = value.kind === 'pattern' ? null : stepsOf(where);
    if (!steps) return mistakeAt(value.place, 'filter_error_path', value.text);
    if (sign !== '' && sign !== '=' && !Number.isFinite(Number(wanted || NaN)))
      return mistakeAt(value.place, 'filter_error_number', wanted);
    const test = sign === '' ? () => true : testOf(sign, { kind: 'word', text: wanted, place: value.place });
    return {
      record: ({ record }) => valuesOf(record).some((one) => placesOf(one, steps).some(test)),
      finding: () => false,
    };
  },
};
