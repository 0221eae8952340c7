import type { Record } from '../../record/record';
import { doubtFrom, type Building, type Rules, type Sink, type Source } from './group';
import type { Group } from './group-table';
import { gather } from './unseen';
import { onItsWayMs, pairsAheadMs, skewMs } from '../../time-windows';

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
  const left: Sink[] = [];
  const unexplained = unseen.filter((building) => {
    const [first, ...others] = rest.filter((sink) => sink.building === building);
    // The first alone decides: who sees more of them, later on, finds the same.
    const by = first && idleWriteOf(first, idle, rules, heardBefore);
    if (!by) return true;
    give(first, by.source.building, by.knownFrom);
    for (const sink of others)
      if (mayBeOf(by.source, sink, rules)) give(sink, by.source.building, by.knownFrom);
      else left.push(sink);
    return false;
  });
  return left.length === 0 ? unexplained : [...unexplained, ...gather(left, signature.mode)];
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
  if (by) give(sink, by.building, time);
  return by !== undefined;
}

interface IdleWrite {
  readonly source: Source;
  /** The time of what shows it. */
  readonly knownFrom: number;
}

/**
 * The latest that can be meant, before its document heard of what it wrote over. What the document hears long
 * after the event is of another write alike.
 */
function idleWriteOf(
  sink: Sink,
  idle: readonly Source[],
  rules: Rules,
  heardBefore: HeardBefore,
): IdleWrite | undefined {
  const { record: event } = sink;
  for (let at = idle.length - 1; at >= 0; at -= 1) {
    const source = idle[at];
    if (!source || source.record.time > event.time + skewMs) continue;
    const heard = heardBefore(event, source);
    if (event.time - source.record.time > (heard ? onItsWayMs : clearOnItsWay)) return undefined;
    const hears = heard?.find(({ record }) => record.time >= source.record.time - skewMs);
    if (heard && !(hears && hears.record.time <= event.time + pairsAheadMs)) continue;
    if (source.building.sinks.length === 0 && mayBeOf(source, sink, rules))
      return { source, knownFrom: Math.max(event.time, hears?.record.time ?? -Infinity) };
  }
  return undefined;
}

function mayBeOf(source: Source, sink: Sink, rules: Rules): boolean {
  return rules.reaches(source, sink) && rules.fits(source, sink, false);
}

function give(sink: Sink, building: Building, knownFrom: number): void {
  building.sinks = building.sinks.concat(sink.record);
  doubtFrom(building, Math.max(knownFrom, sink.record.time));
  sink.building = building;
}
