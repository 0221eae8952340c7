import { endOf, type KnownContext } from '../../presence/contexts';
import type { Channel, ChannelKind } from '../../record/record';
import type { Known } from '../known';
import type { Lane, LaneSpan } from './types';
import type { TimeWindow } from '../view';

const places: readonly ChannelKind[] = ['shared-worker', 'service-worker', 'websocket', 'event-source'];
/** Less than any two times differ by. */
const instant = 5e-4;

/** Lanes of documents: those of one tab are on one, its frames included unless it is unfolded. */
export interface Lanes {
  of(context: string): string;
  isUnfolded(lane: string): boolean;
}

export function createLanes(known: Known, unfolded: readonly string[]): Lanes {
  const isUnfolded = (lane: string): boolean => unfolded.includes(lane);
  return {
    of(context) {
      const lane = tabOf(known, context);
      const frame = frameOf(known, context);
      return frame > 0 && isUnfolded(lane) ? frameLane(lane, frame) : lane;
    },
    isUnfolded,
  };
}

function tabOf({ names }: Known, context: string): string {
  const { letter } = names.of(context);
  return letter === '?' ? context : letter;
}

/** 0: the document of the tab itself. */
function frameOf({ names }: Known, context: string): number {
  return names.context(context)?.frame ?? 0;
}

function frameLane(tab: string, frame: number): string {
  return `${tab}/${frame}`;
}

export function placeLane({ kind, name }: Channel): string {
  return `${kind} ${name}`;
}

/**
 * Tabs that were there at some time of the window, then the workers and servers that they had, and `used`
 * ones.
 */
export function lanesOf(
  known: Known,
  lanes: Lanes,
  window: TimeWindow,
  pixel: number,
  used: ReadonlyMap<string, Channel>,
): Lane[] {
  const contexts = known.exchanges().known;
  const tabs = new Map<string, KnownContext[]>();
  for (const of of contexts.between(window.from, window.to)) push(tabs, tabOf(known, of.id), of);
  const channels = new Map<string, Channel>();
  for (const kind of places)
    for (const channel of contexts.objects.channelsOf(kind))
      for (const { opened, closed } of contexts.objects.on(channel))
        if (opened <= window.to && (closed ?? Infinity) >= window.from && channel.name !== '')
          channels.set(placeLane(channel), channel);
  for (const kind of ['websocket', 'event-source'] as const)
    for (const records of known.lines.channels(kind)) {
      const [first, last] = [records[0], records.at(-1)];
      if (first && last && first.time <= window.to && last.time >= window.from)
        channels.set(placeLane(first.channel), first.channel);
    }
  for (const [id, channel] of used) channels.set(id, channel);
  const none = { context: null, frames: 0, isFrame: false, spans: [] };
  return [
    ...[...tabs]
      .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
      .flatMap(([id, documents]) => lanesOfTab(known, lanes, id, documents, window, pixel)),
    ...[...channels].map(([id, channel]): Lane => ({ ...none, id, channel })),
  ];
}

function lanesOfTab(
  known: Known,
  lanes: Lanes,
  id: string,
  documents: readonly KnownContext[],
  window: TimeWindow,
  pixel: number,
): Lane[] {
  const frames = new Map<number, KnownContext[]>();
  for (const of of documents) push(frames, frameOf(known, of.id), of);
  // Where only frames of a tab are watched, they stand for it.
  const own = frames.get(0) ?? documents;
  frames.delete(0);
  const lane = (shown: readonly KnownContext[]) => ({
    channel: null,
    context: shown.at(-1)?.id ?? null,
    spans: spansOf(shown, window, pixel),
  });
  return [
    { id, ...lane(own), frames: frames.size, isFrame: false },
    ...(lanes.isUnfolded(id) ? [...frames].sort(([a], [b]) => a - b) : []).map(([frame, shown]) => ({
      id: frameLane(id, frame),
      ...lane(shown),
      frames: 0,
      isFrame: true,
    })),
  ];
}

function push<Key>(map: Map<Key, KnownContext[]>, key: Key, of: KnownContext): void {
  const there = map.get(key);
  if (there) there.push(of);
  else map.set(key, [of]);
}

/** The states of a tab's documents after one another. Each step goes back by a pixel at least. */
function spansOf(documents: readonly KnownContext[], window: TimeWindow, pixel: number): LaneSpan[] {
  const spans: LaneSpan[] = [];
  const opened = documents.reduce((first, { created }) => Math.min(first, created), Infinity);
  if (opened > window.from && opened < Infinity)
    spans.push({ from: window.from, to: Math.min(opened, window.to), state: 'absent' });
  for (const [index, of] of documents.entries()) {
    const next = documents[index + 1]?.created ?? Infinity;
    const ends = Math.min(window.to, next);
    const begins = Math.max(window.from, of.created);
    const gone = endOf(of) ?? Infinity;
    if (gone < ends) spans.push({ from: Math.max(window.from, gone), to: ends, state: 'gone' });
    for (let to = Math.min(ends, gone); to > begins;) {
      const state = of.state.at(to - instant);
      const from = Math.max(begins, of.state.changedAt(to - instant));
      if (state !== 'visible' && from < to) spans.push({ from, to, state });
      to = Math.min(from, to - pixel);
    }
  }
  return spans.sort((a, b) => a.from - b.from);
}
