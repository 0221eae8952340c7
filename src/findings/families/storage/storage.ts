import { changesNothing } from '../../../shown/columns';
import { isSuspended, listenersAt, samePartition, type KnownContext } from '../../../presence/contexts';
import { sameTab } from '../../../exchange/pairing/rules';
import type { Record, StorageWrite } from '../../../record/record';
import { onlyWriterListens, othersAt } from '../../asking/audience';
import { about, ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName, keyName } from '../../asking/names';
import { createNearMisses } from '../../asking/near-origin';
import { placeOf } from '../../asking/place';
import type { Codes } from '../../code';
import { html, partitions, storageEvent } from '../../links';

/** Of one write, more documents of other partitions are not told one by one. */
const mostApart = 10;

export const codes = {
  S1: { severity: 'info', confidence: 'certain', values: ['key', 'writer tab'], link: storageEvent },
  S2: {
    severity: 'info',
    confidence: 'certain',
    values: ['key', 'method'],
    link: `${html}/webstorage.html#dom-storage-setitem`,
  },
  S3: { severity: 'info', confidence: 'certain', values: ['key', 'writer tab'], link: storageEvent },
  S4: {
    severity: 'warning',
    confidence: 'certain',
    values: ['this origin', 'the other origin'],
    link: `${html}/browsers.html#same-origin`,
  },
  S5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['receiver tab', 'top-level site of the writer', 'top-level site of the receiver'],
    link: partitions,
    loses: true,
  },
  S6: {
    severity: 'warning',
    confidence: 'certain',
    values: ['receiver tab'],
    link: 'https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/tabs/Tab#cookiestoreid',
    loses: true,
  },
  S7: {
    severity: 'info',
    confidence: 'certain',
    values: ['key', 'writer tab', 'other tab'],
    link: `${html}/webstorage.html#dom-sessionstorage`,
  },
  S12: {
    severity: 'error',
    confidence: 'certain',
    values: ['key', 'error name', 'area'],
    link: `${html}/webstorage.html#dom-storage-setitem`,
  },
  S13: {
    severity: 'info',
    confidence: 'hint',
    values: [],
    link: 'https://bugs.webkit.org/show_bug.cgi?id=225344',
  },
  S18: {
    severity: 'info',
    confidence: 'certain',
    values: ['tab'],
    link: `${html}/webstorage.html#dom-localstorage`,
  },
} as const satisfies Codes;

type Write = StorageWrite & { readonly context: string; readonly seq: number };

/** What a write tells by itself and by who was there: S1 to S7, S12, S18. */
export function create(world: World): Detector {
  const nearMiss = createNearMisses(world);

  function failed(write: Write, error: string): void {
    const key = keyName(write.key);
    const area = channelName(write.channel);
    world.report({
      ...about(write),
      code: 'S12',
      subject: `${write.context} ${error} ${area} ${key}`,
      values: [key, error, area],
    });
  }

  function unchanged(write: Write): void {
    const key = keyName(write.key);
    const { context, method } = write;
    world.report({
      ...about(write),
      code: 'S2',
      subject: `${placeOf(world, context)} ${method} ${key}`,
      values: [key, method],
      part: key,
    });
  }

  /** One finding for all writers and keys: which of the tabs writes or would listen is the same mistake. */
  function session(write: Write): void {
    const writer = world.contexts.get(write.context);
    const other = othersAt(world, write).find((one) => !sameTab(writer, one) && listens(one, write.time));
    if (!other) return;
    world.report({
      ...about(write),
      code: 'S7',
      subject: write.channel.kind,
      part: keyName(write.key),
      values: [keyName(write.key), tab(write.context), tab(other.id)],
      contexts: [write.context, other.id],
    });
  }

  function local(write: Write): void {
    const writer = world.contexts.get(write.context);
    if (!writer) return;
    const { time, context } = write;
    const others = othersAt(world, write);
    const elsewhere = others.filter((other) => !samePartition(writer, other));
    const deaf = elsewhere.filter((other) => listens(other, time));
    for (const other of deaf.slice(0, mostApart)) apart(write, writer, other);
    if (elsewhere.length === others.length && nearMiss.is(write)) return;
    const values = [keyName(write.key), tab(context)];
    if (others.length === 0)
      world.report({ ...about(write), code: 'S3', subject: placeOf(world, context), values });
    else if (onlyWriterListens(world, write))
      world.report({ ...about(write), code: 'S1', subject: placeOf(world, context), values });
  }

  function apart(write: Write, writer: KnownContext, other: KnownContext): void {
    const private_ = writer.context?.incognito !== other.context?.incognito;
    world.report({
      ...about(write),
      code: private_ ? 'S6' : 'S5',
      subject: `${write.context} ${other.id}`,
      values: private_
        ? [tab(other.id)]
        : [tab(other.id), writer.context?.topOrigin ?? '', other.context?.topOrigin ?? ''],
      contexts: [write.context, other.id],
    });
  }

  return (record: Record) => {
    if (record.type === 'storage-write') {
      if (record.error) failed(record, record.error.name);
      else if (changesNothing(record) && !world.exchangeOf(record)) {
        if (record.newValue !== null) unchanged(record);
      } else if (record.channel.kind === 'session-storage') session(record);
      else local(record);
    } else if (
      record.type === 'state' &&
      record.state === 'not-available' &&
      record.channel.kind === 'local-storage'
    ) {
      const { context, channel, time } = record;
      const evidence = [ref(record)];
      world.report({
        code: 'S18',
        subject: context,
        channel,
        time,
        evidence,
        contexts: [context],
        values: [tab(context)],
      });
    }
  };
}

/** The page has a storage listener then, for certain, and is awake. */
function listens(of: KnownContext, time: number): boolean {
  return (listenersAt(of, time) ?? 0) > 0 && !isSuspended(of, time);
}
