import { actionOf, wholeText } from '../../shown/columns';
import { isFailed } from '../../exchange/failed';
import { nameOf } from '../../record/record-name';
import type { Verdict } from '../../exchange/types';
import { severities } from '../../findings/types';
import type { Record } from '../../record/record';
import { subjectOf } from '../../shown/subject';
import { choiceField, numberField, textField } from './make';

/** What came of it, and why it was done. */

const verdictsOf: { readonly [state: string]: readonly Verdict[] } = {
  arrived: ['arrived', 'handler-threw'],
  missed: ['nobody-listening', 'frozen', 'other-partition'],
  unheard: ['nobody-listening'],
  frozen: ['frozen'],
  partition: ['other-partition'],
  threw: ['handler-threw'],
  waiting: ['waiting'],
  unknown: ['unknown'],
};

function errorsOf(record: Record): string[] {
  if (record.type === 'error') return [wholeText(record.message)];
  if (!('error' in record)) return [];
  return [record.error.name, record.error.message, `${record.error.name}: ${record.error.message}`];
}

export const outcome = [
  choiceField({
    name: 'state',
    help: 'filter_help_state',
    examples: ['state:missed', 'state:threw,failed'],
    asks: 'exchange',
    values: [...Object.keys(verdictsOf), 'failed'],
    has: (about, state) =>
      state === 'failed'
        ? isFailed(about.record)
        : about.deliveries().some(({ verdict }) => verdictsOf[state]?.includes(verdict) === true),
  }),
  numberField({
    name: 'latency',
    help: 'filter_help_latency',
    examples: ['latency:>50ms', 'latency:<=1.5s'],
    asks: 'exchange',
    units: { '': 1, µs: 0.001, us: 0.001, ms: 1, s: 1_000, min: 60_000 },
    number(about) {
      const known = about.deliveries().flatMap(({ latency }) => latency?.milliseconds ?? []);
      return known.length === 0 ? null : Math.max(...known);
    },
  }),
  textField({
    name: 'finding',
    also: ['code'],
    help: 'filter_help_finding',
    examples: ['finding:S10', 'finding:S*', 'code:S10,B3'],
    asks: 'findings',
    whole: true,
    occurs: (about) => about.findings().map(({ code }) => code),
    texts: (about) => about.findings().map(({ code }) => code),
    ofFinding: ({ code }) => [code],
  }),
  choiceField({
    name: 'severity',
    help: 'filter_help_severity',
    examples: ['severity:error', 'severity:warning,note'],
    asks: 'findings',
    values: [...severities, 'note'],
    has: (about, choice) => about.findings().some(({ severity }) => severity === named(choice)),
    ofFinding: ({ severity }, choice) => severity === named(choice),
  }),
  textField({
    name: 'error',
    help: 'filter_help_error',
    examples: ['error:*', 'error:QuotaExceededError'],
    asks: 'record',
    occurs: ({ record }) => errorsOf(record).slice(0, 1),
    texts: ({ record }) => errorsOf(record),
  }),
  textField({
    name: 'caused',
    help: 'filter_help_caused',
    examples: ['caused:*', 'caused:cart', 'caused:storage'],
    asks: 'exchange',
    texts: (about) =>
      about
        .causes()
        .flatMap((cause) => [
          subjectOf(cause),
          cause.channel.kind,
          cause.channel.name,
          actionOf(cause),
          nameOf(cause),
        ]),
  }),
];

function named(severity: string): string {
  return severity === 'note' ? severities[2] : severity;
}
