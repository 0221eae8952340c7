import type { Record } from '../../record/record';
import type { Building, Rules, Sink, Source } from './group';
import type { Group } from './group-table';
import { gather } from './unseen';
import { onItsWayMs, skewMs } from '../../time-windows';

/** Of clear(), which names nothing that another tab wrote, so long. */
const clearOnItsWay = 1_000;

/** When a receiver heard of the value that an event names as the old one; for clear() nothing tells. */
export type HeardBefore = (event: Record, by: Source) => readonly Sink[] | null;

/**
 * Explains sinks that no source of their group fits as usual, without certainty; the exchanges of those that
 * nothing explains. In Chromium a document that comes while a task still runs gets the events of what that
 * task wrote before. And a write that changed nothing in its own tab's copy was one all the same where
 * another tab's write was under way.
 */
export function explain(
  unpaired: readonly Sink[],
  group: Group,
  rules: Rules,
  heardBefore: HeardBefore,
): Building[] {
  const { sources, idle, signature } = group;
  const rest = unpaired.filter((sink) => !isOfEarlierTask(sink, sources, rules));
  const unseen = gather(rest, signature.mode);
  if (idle.length === 0) return unseen;
  return unseen.filter((building) => {
    const own = rest.filter((sink) => sink.building === building);
    const by = idleWriteOf(own, idle, rules, heardBefore);
    if (by) for (const sink of own) give(sink, by.building);
    return !by;
  });
}

function isOfEarlierTask(sink: Sink, sources: readonly Source[], rules: Rules): boolean {
  const { time } = sink.record;
  const by = sources.find(
    (source) =>
      source.record.time <= time &&
      time - source.record.time < onItsWayMs &&
      rules.comesToLate(source, sink) &&
      rules.fits(source, sink, true) &&
      !source.building.sinks.some(({ context }) => context === sink.of.id),
  );
  if (by) give(sink, by.building);
  return by !== undefined;
}

/** The latest that can be meant, before its document heard of what it wrote over. */
function idleWriteOf(
  sinks: readonly Sink[],
  idle: readonly Source[],
  rules: Rules,
  heardBefore: HeardBefore,
): Source | undefined {
  const [first] = sinks;
  if (!first) return undefined;
  const { record: event } = first;
  for (let at = idle.length - 1; at >= 0; at -= 1) {
    const source = idle[at];
    if (!source || source.record.time > event.time + skewMs) continue;
    const heard = heardBefore(event, source);
    if (event.time - source.record.time > (heard ? onItsWayMs : clearOnItsWay)) return undefined;
    if (heard?.some(({ record }) => record.time >= source.record.time - skewMs) === false) continue;
    const isFree = source.building.sinks.length === 0;
    if (isFree && sinks.every((sink) => rules.reaches(source, sink) && rules.fits(source, sink, false)))
      return source;
  }
  return undefined;
}

function give(sink: Sink, building: Building): void {
  building.sinks = building.sinks.concat(sink.record);
  building.unsure = true;
  sink.building = building;
}
