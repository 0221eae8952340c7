import type { KnownContext } from '../exchange/contexts';
import type { Channel, ChannelKind } from '../record';
import type { Known } from './known';
import type { Lane, LaneSpan } from './timeline-types';
import type { TimeWindow } from './types';

const places: readonly ChannelKind[] = ['shared-worker', 'service-worker', 'websocket', 'event-source'];
/** Less than any two times differ by. */
const instant = 5e-4;

/** Documents of one tab, frames included, are on one lane. */
export function tabLane({ names }: Known, context: string): string {
  const { letter } = names.of(context);
  return letter === '?' ? context : letter;
}

export function placeLane({ kind, name }: Channel): string {
  return `${kind} ${name}`;
}

/** Tabs that were there at some time of the window, then the workers and servers that they had, and `used` ones. */
export function lanesOf(
  known: Known,
  window: TimeWindow,
  pixel: number,
  used: ReadonlyMap<string, Channel>,
): Lane[] {
  const contexts = known.exchanges().known;
  const tabs = new Map<string, KnownContext[]>();
  for (const of of contexts.between(window.from, window.to)) {
    const lane = tabLane(known, of.id);
    const there = tabs.get(lane);
    if (there) there.push(of);
    else tabs.set(lane, [of]);
  }
  const channels = new Map<string, Channel>();
  for (const kind of places)
    for (const channel of contexts.objects.channelsOf(kind))
      for (const { opened, closed } of contexts.objects.on(channel))
        if (opened <= window.to && (closed ?? Infinity) >= window.from && channel.name !== '')
          channels.set(placeLane(channel), channel);
  for (const [id, channel] of used) channels.set(id, channel);
  return [
    ...[...tabs]
      .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
      .map(([id, documents]): Lane => {
        const top = documents.filter((of) => !known.names.of(of.id).isFrame);
        const shown = top.length > 0 ? top : documents;
        return {
          id,
          channel: null,
          context: shown.at(-1)?.id ?? null,
          spans: spansOf(shown, window, pixel),
        };
      }),
    ...[...channels].map(([id, channel]): Lane => ({ id, channel, context: null, spans: [] })),
  ];
}

/** The states of a tab's documents after one another. Each step goes back by a pixel at least. */
function spansOf(documents: readonly KnownContext[], window: TimeWindow, pixel: number): LaneSpan[] {
  const spans: LaneSpan[] = [];
  for (const [index, of] of documents.entries()) {
    const next = documents[index + 1]?.created ?? Infinity;
    const ends = Math.min(window.to, next);
    const begins = Math.max(window.from, of.created);
    const gone = of.gone ?? Infinity;
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
