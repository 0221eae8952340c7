import { same } from '../shown/columns';
import type { Record } from '../record/record';
import type { CauseIndex } from './cause-index';
import type { Deed, Outcome } from '../exchange/types';

/** Kinds of deeds that are listed; a handler may write to a thousand keys. */
const mostDeeds = 5;
/** Records of one event that are looked at. */
const mostRecords = 1_000;
/** Handlers that take so many milliseconds keep the page from everything else. */
const long = 50;

type Counting = Deed & { count: number };

/** What the handlers of an event did, by what page/ noted meanwhile and by what followed soon. */
export function outcomeOf(event: Record, causes: CauseIndex): Outcome {
  const deeds: Counting[] = [];
  let more = 0;
  let ranFor = 0;
  for (const { record, confidence } of causes.madeBy(event).slice(0, mostRecords)) {
    if (confidence === 'certain') ranFor = Math.max(ranFor, record.time - event.time);
    const deed = deedOf(record, confidence);
    const known = deed && deeds.find((one) => isAlike(one, deed));
    if (known) known.count += 1;
    else if (deed && deeds.length < mostDeeds) deeds.push(deed);
    else if (deed) more += 1;
  }
  const thrown = causes.thrownBy(event);
  if (thrown) ranFor = Math.max(ranFor, thrown.time - event.time);
  return { deeds, more, ranFor: ranFor >= long ? Math.round(ranFor) : null };
}

function deedOf(record: Record, confidence: Deed['confidence']): Counting | null {
  const { context, seq, channel } = record;
  const about = { channel, count: 1, record: { context, seq }, confidence };
  if (record.type === 'send') return { ...about, what: 'sent', key: null };
  if (record.type !== 'storage-write') return null;
  const what = record.method === 'clear' ? 'cleared' : record.newValue === null ? 'removed' : 'wrote';
  return { ...about, what, key: record.key };
}

function isAlike(a: Deed, b: Deed): boolean {
  return (
    a.what === b.what &&
    a.confidence === b.confidence &&
    a.channel.kind === b.channel.kind &&
    a.channel.name === b.channel.name &&
    same(a.key, b.key)
  );
}
