import type { Record } from '../record';
import { ref, tab, type Detector, type World } from './detector';
import { channelName } from './names';
import { createRecent } from './recent';
import { addressOf, isAbnormal, socketOf, type OfSocket } from './socket-key';

/** A connection that lasts so many milliseconds works; one that ends earlier may as well not have been there. */
const works = 5_000;
/** Whoever tries again waits so many milliseconds at most. */
const again = 120_000;
/** A row that weighs so much is no accident. A page may have meant an end with a regular code, so that weighs less. */
const inARow = 6;
const weighs = { abnormal: 2, regular: 1 };

/** One socket's life, as far as records tell. */
interface Life {
  readonly open: Record;
  connected: number | null;
  /** Something came: a page that asks once and closes does what it is meant to. */
  heard: boolean;
}

interface Failures {
  readonly first: Record;
  last: Record;
  count: number;
  weight: number;
}

/** A document that connects again and again to a server that ends each connection, or takes none: K4. */
export function detectSocketLoops(world: World): Detector {
  const lives = createRecent<Life>(1);
  const failures = createRecent<Failures>(1);

  function failed(record: OfSocket & { type: 'close' }, life: Life): void {
    const { channel, context, time } = record;
    const subject = `${context} ${addressOf(channel)}`;
    const [before] = failures.of(subject);
    const isNext = before !== undefined && life.open.time - before.last.time <= again;
    const row = isNext ? before : { first: life.open, last: record, count: 0, weight: 0 };
    row.last = record;
    row.count += 1;
    const light = row.weight;
    row.weight += isAbnormal(record) ? weighs.abnormal : weighs.regular;
    failures.add(subject, row);
    if (row.weight < inARow) return;
    // Whatever its token is this time.
    const on = { ...channel, name: addressOf(channel) };
    world.report({
      code: 'K4',
      subject,
      channel: on,
      values: [
        channelName(on),
        tab(context),
        row.count,
        Math.max(1, Math.round((time - row.first.time) / 1000)),
      ],
      contexts: [context],
      evidence: [ref(record), ref(row.first)],
      time,
      // The same row goes on.
      count: light < inARow ? 1 : 0,
    });
  }

  function ended(record: OfSocket & { type: 'close' }): void {
    const [life] = lives.of(socketOf(record));
    if (!life) return;
    const lasted = life.connected === null ? 0 : record.time - life.connected;
    const isShort = lasted < works && !life.heard;
    if (isAbnormal(record) ? lasted < again : isShort) failed(record, life);
    else failures.clear(`${record.context} ${addressOf(record.channel)}`);
  }

  return (record) => {
    if (record.channel.kind !== 'websocket') return;
    if (record.type === 'open' && !record.error)
      lives.add(socketOf(record), { open: record, connected: null, heard: false });
    else if (record.type === 'close') ended(record);
    else if (record.type === 'receive' || (record.type === 'state' && record.state === 'connected')) {
      const [life] = lives.of(socketOf(record));
      if (!life) return;
      life.connected ??= record.time;
      life.heard ||= record.type === 'receive';
    }
  };
}
