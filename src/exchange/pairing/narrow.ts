import { firstIndex } from '../../record/held';
import { partyOf, type Party, type Rules, type Sink, type Source } from './group';
import { skewMs } from '../../time-windows';

/**
 * Rules for records some of whose pictures were cut for speed: what such a picture leaves open, order
 * decides. What only one source fits is paired with that; and what one object sends another comes in order
 * (HTML, Web Messaging), so that fewer sources fit what was before and after it. Where several still fit, the
 * likeliest is one with an equal picture, else the first. `one`: each sends to one receiver alone, and that
 * to it.
 */
export function narrow(
  sources: readonly Source[],
  sinks: readonly Sink[],
  rules: Rules,
  one: boolean,
): Rules {
  const sure = createConclusions(sources, sinks, rules, one);
  sure.settle();
  const likely = createConclusions(sources, sinks, rules, one);
  for (const [sink, source] of sure.found) likely.conclude(source, sink);
  likely.guess((source, sink) => source.value === sink.value, true);
  likely.settle();
  likely.guess(() => true, false);
  return { ...rules, fits: sure.fits, likeliest: (sink) => likely.found.get(sink) };
}

interface Conclusions {
  readonly found: ReadonlyMap<Sink, Source>;
  /** As rules have it, after all that was concluded. */
  readonly fits: Rules['fits'];
  conclude(source: Source, sink: Sink): void;
  /** Concludes what only one source fits, until nothing more follows. */
  settle(): void;
  /**
   * The first source that passes, of each sink that has none yet; only where there is one, if there must be
   * `one`.
   */
  guess(passes: (source: Source, sink: Sink) => boolean, onlyOne: boolean): void;
}

/** Places, in their lists, of what was concluded of one sender and one receiver; each in order. */
interface Way {
  readonly sources: number[];
  readonly sinks: number[];
}

const rounds = 8;

function createConclusions(
  sources: readonly Source[],
  sinks: readonly Sink[],
  rules: Rules,
  one: boolean,
): Conclusions {
  const found = new Map<Sink, Source>();
  const used = new Set<Source>();
  const places = new Map<Source | Sink, number>();
  for (const list of [sources, sinks]) for (const [at, member] of list.entries()) places.set(member, at);
  const ways = new Map<Party, Map<Party, Way>>();
  const ends = new Map<Party, Party>();

  function placeOf(member: Source | Sink): number {
    return places.get(member) ?? 0;
  }

  function isInOrder(source: Source, sink: Sink): boolean {
    const way = ways.get(partyOf(source))?.get(partyOf(sink));
    if (!way) return true;
    const next = firstIndex(way.sinks, (place) => place > placeOf(sink));
    const from = placeOf(source);
    return (way.sources[next - 1] ?? -1) < from && (way.sources[next] ?? Infinity) > from;
  }

  function areEnds(source: Source, sink: Sink): boolean {
    const [from, to] = [partyOf(source), partyOf(sink)];
    return !one || ((ends.get(from) ?? to) === to && (ends.get(to) ?? from) === from);
  }

  function fits(source: Source, sink: Sink, strictly: boolean): boolean {
    const own = found.get(sink);
    if (own) return own === source;
    if (used.has(source) || !areEnds(source, sink) || !isInOrder(source, sink)) return false;
    return rules.fits(source, sink, strictly);
  }

  /**
   * The first source that passes and fits; undefined where there is none, or several and only one is wanted.
   */
  function find(
    sink: Sink,
    passes: (source: Source, sink: Sink) => boolean,
    onlyOne: boolean,
  ): Source | undefined {
    let first: Source | undefined;
    for (const source of sources) {
      if (source.record.time > sink.record.time + skewMs) break;
      if (used.has(source) || !passes(source, sink)) continue;
      if (!rules.reaches(source, sink) || !fits(source, sink, true)) continue;
      if (!onlyOne) return source;
      if (first) return undefined;
      first = source;
    }
    return first;
  }

  function conclude(source: Source, sink: Sink): void {
    found.set(sink, source);
    used.add(source);
    const [from, to] = [partyOf(source), partyOf(sink)];
    const ofSender = ways.get(from) ?? new Map<Party, Way>();
    const way = ofSender.get(to) ?? { sources: [], sinks: [] };
    ways.set(from, ofSender.set(to, way));
    const at = firstIndex(way.sinks, (place) => place > placeOf(sink));
    way.sources.splice(at, 0, placeOf(source));
    way.sinks.splice(at, 0, placeOf(sink));
    if (one) ends.set(from, to).set(to, from);
  }

  function guess(passes: (source: Source, sink: Sink) => boolean, onlyOne: boolean): void {
    for (const sink of sinks) {
      const source = found.has(sink) ? undefined : find(sink, passes, onlyOne);
      if (source) conclude(source, sink);
    }
  }

  return {
    found,
    fits,
    conclude,
    guess,
    settle() {
      for (let round = 0, before = -1; round < rounds && found.size > before; round += 1) {
        before = found.size;
        guess(() => true, true);
      }
    },
  };
}
