import type { Finding } from '../../findings/types';
import { mistakeAt, type Mistake, type Value } from '../syntax';
import type { Field } from './field';

/**
 * When it was: `5m` (that long before the filter was typed), `10:32` (on the day of the record) or a date
 * with a time.
 */

const lengths = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** The instant that a value names, as seen from another: the day of a bare time of day is that one's. */
type Instant = (seen: number) => number;

function readInstant({ text, kind, place }: Value, now: number): Instant | Mistake {
  if (kind !== 'pattern') {
    const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|min|m|h|d)$/i.exec(text) ?? [];
    const length = Object.entries(lengths).find(([name]) => name === unit?.toLowerCase())?.[1];
    if (count !== undefined && length !== undefined) {
      const at = now - Number(count) * length;
      return () => at;
    }
    const [, hours, minutes, seconds = '0'] = /^(\d?\d):(\d\d)(?::(\d\d(?:\.\d{1,3})?))?$/.exec(text) ?? [];
    if (hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60)
      return (seen) => new Date(seen).setHours(Number(hours), Number(minutes), 0, Number(seconds) * 1_000);
    if (/^\d{4}-\d\d-\d\d/.test(text)) {
      const at = Date.parse(text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T'));
      if (!Number.isNaN(at)) return () => at;
    }
  }
  return mistakeAt(place, 'filter_error_time', text);
}

function timeField(
  { name, help, examples }: Pick<Field, 'name' | 'help' | 'examples'>,
  holds: (time: number, instant: number) => boolean,
  ofFinding: (finding: Finding) => number,
): Field {
  return {
    name,
    help,
    examples,
    asks: 'record',
    read(value, now) {
      const instant = readInstant(value, now);
      if (typeof instant !== 'function') return instant;
      const test = (time: number): boolean => holds(time, instant(time));
      return { record: ({ record }) => test(record.time), finding: (finding) => test(ofFinding(finding)) };
    },
  };
}

export const times: readonly Field[] = [
  timeField(
    {
      name: 'since',
      help: 'filter_help_since',
      examples: ['since:5m', 'since:10:32', 'since:2026-01-31T10:32'],
    },
    (time, instant) => time >= instant,
    ({ last }) => last,
  ),
  timeField(
    { name: 'until', help: 'filter_help_until', examples: ['until:10:32:05', 'until:30s'] },
    (time, instant) => time <= instant,
    ({ first }) => first,
  ),
];
