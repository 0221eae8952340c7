import { wholeText } from '../../shown/columns';
import type { Record } from '../../record/record';
import { agree, isBrief, isMessage } from './brief';
import { createBuilding, doubtFrom, partyOf, type Building, type Party, type Sink } from './group';
import type { Mode } from './signature';
import { togetherMs } from '../../time-windows';

interface Gathered {
  readonly building: Building;
  readonly first: Record;
  readonly parties: Set<Party>;
}

/**
 * Exchanges of sinks without a source, in the order of their times: what came to several receivers together
 * is one.
 */
export function gather(sinks: readonly Sink[], mode: Mode): Building[] {
  const [only] = sinks;
  if (only && sinks.length === 1) return [begin(only, mode)];
  if (mode !== 'one' && sinks.some(({ value }) => value !== only?.value)) return gatherInOrder(sinks, mode);
  const all: Building[] = [];
  const latest = new Map<string, Gathered>();
  for (const sink of sinks) {
    const { record } = sink;
    const party = partyOf(sink);
    const change = changeOf(record);
    const known = mode === 'one' ? undefined : latest.get(change);
    if (known && record.time - known.first.time < togetherMs && !known.parties.has(party)) {
      known.parties.add(party);
      known.building.sinks = known.building.sinks.concat(record);
      doubtFrom(known.building, record.time);
      sink.building = known.building;
      continue;
    }
    const building = begin(sink, mode);
    all.push(building);
    latest.set(change, { building, first: record, parties: new Set([party]) });
  }
  return all;
}

interface Open extends Gathered {
  readonly place: number;
  readonly value: unknown;
}

/** So many exchanges are looked through for one that a message may be of. */
const lookedAt = 100;

/**
 * The same where some pictures were cut for speed: each receiver gets what one sender sent in its order, and
 * of those that agree the first is meant.
 */
function gatherInOrder(sinks: readonly Sink[], mode: Mode): Building[] {
  const all: Open[] = [];
  const last = new Map<Party, number>();
  for (const sink of sinks) {
    const { record, value } = sink;
    const party = partyOf(sink);
    const from = Math.max((last.get(party) ?? -1) + 1, all.length - lookedAt);
    const known = all
      .slice(from)
      .find(
        (one) =>
          record.time - one.first.time < togetherMs && (one.value === value || canBeOne(one.first, record)),
      );
    if (known) {
      known.building.sinks = known.building.sinks.concat(record);
      doubtFrom(known.building, record.time);
      sink.building = known.building;
      last.set(party, known.place);
      continue;
    }
    last.set(party, all.length);
    const building = begin(sink, mode);
    all.push({ building, first: record, parties: new Set([party]), place: all.length, value });
  }
  return all.map(({ building }) => building);
}

function canBeOne(a: Record, b: Record): boolean {
  return isMessage(a) && isMessage(b) && (isBrief(a) || isBrief(b)) && agree(a, b);
}

function begin(sink: Sink, mode: Mode): Building {
  const building = createBuilding(null, [sink.record]);
  if (mode !== 'fan-out') doubtFrom(building, sink.record.time);
  sink.building = building;
  return building;
}

/** What agrees too, of records of one group: the old value and the writer's URL. */
function changeOf(record: Record): string {
  if (record.type !== 'storage-event') return '';
  const { oldValue, url } = record;
  return `${oldValue === null ? '-' : `+${wholeText(oldValue)}`}\n${wholeText(url)}`;
}
