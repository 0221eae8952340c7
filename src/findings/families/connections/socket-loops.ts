import type { Record } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { createRecent } from '../../asking/recent';
import { addressOf, isAbnormal, socketOf, withoutQuery, type OfSocket } from '../../asking/socket-key';
import type { Codes } from '../../code';

export const codes = {
  K4: {
    severity: 'warning',
    confidence: 'certain',
    values: ['socket', 'tab', 'connections', 'seconds'],
    link: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
    variants: ['K4_ended', 'K4_open'],
  },
} as const satisfies Codes;

/**
 * A connection that lasts so many milliseconds works; one that ends earlier may as well not have been there.
 */
const works = 5_000;
/** Whoever tries again waits so many milliseconds at most. */
const again = 120_000;
/**
 * A row that weighs so much is no accident. A page may have meant an end with a regular code, so that weighs
 * less.
 */
const inARow = 6;
const weighs = { abnormal: 2, regular: 1 };

/** A stream that ends within so many milliseconds is no answer that took its time, and neither is a pause. */
const atOnce = 1_000;

/** A page that goes away ends its streams: what ends so many milliseconds before is no failure. */
const leaves = 1_000;

/** A socket, or an event stream from one connection to the next, as far as records tell. */
interface Life {
  readonly open: Record;
  /** Of a stream: the connection that failed. */
  readonly before: Life | null;
  connected: number | null;
  /** Something came: a page that asks once and closes does what it is meant to. */
  heard: boolean;
  /** An event stream failed, and does not connect again. */
  failed: End | null;
  /** The page made another one at once. */
  isReplaced: boolean;
}

type End = OfSocket & { readonly type: 'close' | 'error' };

interface Failures {
  readonly first: Record;
  last: Record;
  count: number;
  weight: number;
}

/**
 * A document that connects again and again to a server that ends each connection, or takes none, or whose
 * event stream failed for good: K4.
 */
export function create(world: World): Detector {
  const lives = createRecent<Life>(1);
  const failures = createRecent<Failures>(1);
  /** Streams that pages closed because they had failed at once, by document and address. */
  const dropped = createRecent<Life>(1);

  function failed(record: End, life: Life): void {
    const { channel, context, time } = record;
    const subject = `${context} ${addressOf(channel)}`;
    const [before] = failures.of(subject);
    const isNext = before !== undefined && life.open.time - before.last.time <= again;
    const row = isNext ? before : { first: life.open, last: record, count: 0, weight: 0 };
    row.last = record;
    row.count += 1;
    const light = row.weight;
    row.weight += isBroken(record, life) ? weighs.abnormal : weighs.regular;
    failures.add(subject, row);
    if (row.weight < inARow) return;
    // Whatever its token is this time.
    const on = withoutQuery(channel);
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

  function ended(record: End, life: Life): void {
    const lasted = life.connected === null ? 0 : record.time - life.connected;
    const isShort = lasted < works && !life.heard;
    if (isBroken(record, life) ? lasted < again : isShort) failed(record, life);
    // A stream that brought something and ended at once: what the page does about it tells.
    else if (record.type === 'close' || lasted >= atOnce)
      failures.clear(`${record.context} ${addressOf(record.channel)}`);
  }

  /** The browser does not connect again by itself. */
  function gaveUp(record: OfSocket, life: Life): void {
    const { failed: error, connected } = life;
    if (!error || connected !== null) return;
    world.when(record.time + leaves, () => {
      if (life.isReplaced || world.contexts.get(record.context)?.gone !== null) return;
      const on = withoutQuery(record.channel);
      world.report({
        code: 'K4',
        variant: 'K4_ended',
        subject: `ended ${record.context} ${on.name}`,
        channel: on,
        values: [channelName(on), tab(record.context)],
        contexts: [record.context],
        evidence: [ref(error)],
        time: record.time,
      });
    });
  }

  /** What the page makes right after it dropped one that had failed at once takes that one's place. */
  function replaces(open: OfSocket): void {
    const subject = `${open.context} ${addressOf(open.channel)}`;
    const [life] = dropped.of(subject);
    dropped.clear(subject);
    if (!life?.failed) return;
    life.isReplaced = open.time - life.failed.time <= atOnce;
    if (life.isReplaced) failed(life.failed, life);
    else failures.clear(subject);
  }

  /** A stream that failed is connecting again when the page closes it, unless its server refused it. */
  function drops(record: OfSocket, life: Life): void {
    const of = life.failed ? life : life.before;
    // Where nothing had come it counts already.
    if (!of?.failed || (of !== life && !of.heard)) return;
    if (of.failed.time - (of.connected ?? of.failed.time) < atOnce)
      dropped.add(`${record.context} ${addressOf(record.channel)}`, of);
  }

  function begin(open: OfSocket, before: Life | null = null): void {
    lives.add(socketOf(open), {
      open,
      before,
      connected: null,
      heard: false,
      failed: null,
      isReplaced: false,
    });
  }

  /** A stream connects again after each of its errors, unless it is closed. */
  function streamed(record: OfSocket, life: Life): void {
    // What a handler threw is no end.
    if (record.type === 'error' && record.cause === undefined) life.failed = record;
    else if (record.type === 'close') {
      drops(record, life);
      gaveUp(record, life);
    } else if (record.type === 'state' && record.state === 'connecting' && life.failed) {
      ended(life.failed, life);
      begin(record, { ...life, before: null });
    }
  }

  return (record) => {
    const { kind } = record.channel;
    if (kind !== 'websocket' && kind !== 'event-source') return;
    if (record.type === 'open') {
      if (record.error) return;
      if (kind === 'event-source') replaces(record);
      begin(record);
      return;
    }
    const { type } = record;
    if (type !== 'close' && type !== 'error' && type !== 'state' && type !== 'receive') return;
    const [life] = lives.of(socketOf(record));
    if (!life) return;
    if (kind === 'event-source') streamed(record, life);
    else if (record.type === 'close') ended(record, life);
    if (record.type === 'receive' || (record.type === 'state' && record.state === 'connected')) {
      life.connected ??= record.time;
      life.heard ||= record.type === 'receive';
    }
  };
}

/** Of a stream: its server did not take the connection. */
function isBroken(record: End, { connected }: Life): boolean {
  return record.type === 'close' ? isAbnormal(record) : connected === null;
}
