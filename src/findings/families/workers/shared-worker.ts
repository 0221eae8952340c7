import { wholeText } from '../../../shown/columns';
import { keyOf, type ChannelObject } from '../../../presence/channel-objects';
import { isKnown } from '../../../presence/contexts';
import type { Preview } from '../../../record/preview';
import type { ErrorRecord, Open } from '../../../record/record';
import { about, ref, tab, type Detector, type Seen, type World } from '../../asking/detector';
import { channelName } from '../../asking/names';
import { isSamePage } from '../../asking/place';
import { urlWithoutQuery } from '../../../shown/url-names';
import { LimitedMap, LimitedSet } from '../../../limited';
import type { Codes } from '../../code';
import { html, sharedWorker } from '../../links';

export const codes = {
  W2: { severity: 'error', confidence: 'certain', values: ['channel', 'tab'], link: sharedWorker },
  W3: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'the other channel', 'its tab'],
    link: sharedWorker,
  },
  W4: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab', 'option', 'its value', "the other tab's value"],
    link: sharedWorker,
  },
  W5: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/workers.html#run-a-worker`,
  },
  W6: {
    severity: 'info',
    confidence: 'likely',
    values: ['channel', 'reloaded tab', 'older tab'],
    link: sharedWorker,
  },
  W12: {
    severity: 'info',
    confidence: 'certain',
    values: ['tab'],
    link: 'https://caniuse.com/sharedworkers',
  },
  W13: {
    severity: 'info',
    confidence: 'likely',
    values: ['channel', 'tab'],
    link: `${html}/workers.html#the-worker's-lifetime`,
  },
  W14: {
    severity: 'info',
    confidence: 'likely',
    values: ['channel', 'tab'],
    link: 'https://github.com/whatwg/html/issues/11600',
  },
} as const satisfies Codes;

type Opened = Open & { readonly context: string; readonly seq: number };
type Failed = ErrorRecord & { readonly context: string; readonly seq: number };

const hint = { confidence: 'hint', severity: 'info' } as const;
/** Scripts in data: URLs that begin alike for so many characters are one. */
const alikeFor = 30;

/** A worker that the page does not have answers nothing. */
const noAnswer = { codes: ['W11'], parts: [''] } as const;

/** Which worker a page got, and whether it is the one that the other pages have: W2 to W6, W12 to W14. */
export function create(world: World): Detector {
  /** Opens by channel, with the tab of the document: what was there before, even if it is gone. */
  const opens = new LimitedMap<string, { readonly open: Opened; readonly tab: number | null }[]>();

  /** Objects whose worker did not start, and names of workers that have said something. */
  const broken = new LimitedSet<string>();
  const running = new LimitedSet<string>();

  function opened(open: Opened): void {
    const before = opens.get(keyOf(open.channel)) ?? [];
    const known = { open, tab: world.contexts.get(open.context)?.context?.tab ?? null };
    opens.set(keyOf(open.channel), [...before.slice(-50), known]);
    const holders = holdersAt(open);
    otherInstance(open);
    const reloaded =
      known.tab !== null && before.some((one) => one.tab === known.tab && isGone(one.open, open.time));
    const [older] = holders;
    if (older && reloaded) stale(open, older);
    const last = before[before.length - 1];
    if (
      !older &&
      last &&
      last.open.context !== open.context &&
      before.every((one) => isGone(one.open, open.time)) &&
      world.contexts.between(last.open.time, open.time).every(({ id }) => isAllKnown(id, open.time))
    )
      world.report({
        ...about(open),
        code: option(last.open.options, 'extendedLifetime') === 'true' ? 'W14' : 'W13',
        subject: keyOf(open.channel),
        values: [channelName(open.channel), tab(open.context)],
        evidence: [ref(open), ref(last.open)],
      });
  }

  function stale(open: Opened, older: ChannelObject): void {
    world.report({
      ...about(open),
      code: 'W6',
      subject: `${keyOf(open.channel)} ${older.context}`,
      values: [channelName(open.channel), tab(open.context), tab(older.context)],
      contexts: [open.context, older.context],
      evidence: older.openedBy ? [ref(open), older.openedBy] : [ref(open)],
    });
  }

  /** Open objects of other documents on the same worker. */
  function holdersAt({ channel, context, time }: Opened): ChannelObject[] {
    return [...world.contexts.objects.on(channel)].filter(
      (object) => object.context !== context && isOpen(object, time),
    );
  }

  function isGone({ context }: Opened, time: number): boolean {
    const gone = world.contexts.get(context)?.gone;
    return gone === undefined || (gone !== null && gone <= time);
  }

  /** Another tab has a worker that looks like this one, and neither has the other's. */
  function otherInstance(open: Opened): void {
    if (!isAllKnown(open.context, open.time)) return;
    for (const channel of world.contexts.objects.channelsOf('shared-worker')) {
      const isInline = areInline(channel.name, open.channel.name);
      const isFile = areOneFile(channel.name, open.channel.name);
      if (!isInline && !isFile && !looksAlike(channel.name, open.channel.name)) continue;
      for (const other of world.contexts.objects.on(channel)) {
        if (other.context === open.context || !isOpen(other, open.time)) continue;
        if (has(other.context, open.channel) || has(open.context, channel)) continue;
        if (!isAllKnown(other.context, open.time)) continue;
        const onePage = isSamePage(world, open.context, other.context);
        if (isInline && !onePage) continue;
        if (isFile && !(isBeside(open.context, open.channel.name) && isBeside(other.context, channel.name)))
          continue;
        world.report({
          ...about(open),
          code: 'W3',
          ...(isFile ? hint : doubtOf(channel.name, open.channel.name, onePage)),
          subject: [keyOf(open.channel), keyOf(channel)].sort().join(' '),
          values: [channelName(open.channel), channelName(channel), tab(other.context)],
          contexts: [open.context, other.context],
          evidence: other.openedBy ? [ref(open), other.openedBy] : [ref(open)],
        });
        return;
      }
    }
  }

  /** The script is in the page's own folder: its URL may be relative. */
  function isBeside(context: string, worker: string): boolean {
    return folderOf(world.contexts.get(context)?.context?.url ?? '') === folderOf(withoutQuery(worker));
  }

  function isAllKnown(context: string, time: number): boolean {
    const of = world.contexts.get(context);
    return of !== undefined && isKnown(of, time);
  }

  function has(context: string, channel: Opened['channel']): boolean {
    for (const object of world.contexts.objects.within(context, channel))
      if (object.closed === null) return true;
    return false;
  }

  function failed(error: Failed): void {
    // Firefox tells a page of exceptions in a running worker too: they have a message, which a refusal has
    // not.
    if (running.has(error.channel.name) && wholeText(error.message) !== '') return;
    broken.add(`${error.context}/${error.object}`);
    const own = world.contexts.objects.get(error.context, error.object, error.channel);
    const evidence = own?.openedBy ? [ref(error), own.openedBy] : [ref(error)];
    const name = channelName(error.channel);
    for (const other of world.contexts.objects.on(error.channel)) {
      if (other.context === error.context || !isOpen(other, error.time)) continue;
      if (broken.has(`${other.context}/${other.object}`)) continue;
      const option = differing(own?.options, other.options);
      if (!option) continue;
      world.report({
        ...about(error),
        code: 'W4',
        subject: keyOf(error.channel),
        values: [name, tab(error.context), option.name, option.own, option.other],
        contexts: [error.context, other.context],
        evidence: other.openedBy ? [...evidence, other.openedBy] : evidence,
        explains: noAnswer,
      });
      return;
    }
    const values = [name, tab(error.context)];
    world.report({
      ...about(error),
      code: 'W5',
      subject: keyOf(error.channel),
      values,
      evidence,
      explains: noAnswer,
    });
  }

  return (record) => {
    if (record.channel.kind !== 'shared-worker') return;
    if (record.type === 'open' && !record.error) opened(record);
    else if (record.type === 'receive') running.add(record.channel.name);
    else if (record.type === 'error' && record.cause === undefined) failed(record);
    else if (record.type === 'listeners' && record.on === 'worker' && record.count > 0)
      world.report({
        ...about(record),
        code: 'W2',
        subject: `${record.context} ${record.channel.name}`,
        values: [channelName(record.channel), tab(record.context)],
      });
    else if (record.type === 'state' && record.state === 'not-available')
      world.report({ ...about(record), code: 'W12', subject: record.context, values: [tab(record.context)] });
  };
}

function isOpen({ opened, closed }: ChannelObject, time: number): boolean {
  return opened <= time && (closed === null || closed > time);
}

/**
 * One script under two URLs, or one URL under two names. A script without a URL of its own is mostly the
 * tooling of one page: only a name of its own says that it is to be shared.
 */
function looksAlike(a: string, b: string): boolean {
  if (a === b) return false;
  if (a.startsWith('blob:') && b.startsWith('blob:')) return nameOf(a) !== '' && nameOf(a) === nameOf(b);
  return withoutQuery(a) === withoutQuery(b) || areBuilds(a, b);
}

/** Scripts that stand in their URLs, and begin alike: a time or an id in them makes each one another. */
function areInline(a: string, b: string): boolean {
  return (
    a !== b &&
    nameOf(a) === nameOf(b) &&
    a.startsWith('data:') &&
    a.slice(0, alikeFor) === b.slice(0, alikeFor) &&
    a.length > alikeFor
  );
}

/** One file name in two folders. */
function areOneFile(a: string, b: string): boolean {
  const [one, other] = [withoutQuery(a), withoutQuery(b)];
  if (one.startsWith('data:') || folderOf(one) === folderOf(other) || nameOf(a) !== nameOf(b)) return false;
  return one.slice(folderOf(one).length) === other.slice(folderOf(other).length);
}

function folderOf(url: string): string {
  const path = withoutQuery(url);
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Two builds of one script: their URLs differ in what build tools make of the content. */
function areBuilds(a: string, b: string): boolean {
  const [one, other] = [withoutQuery(a), withoutQuery(b)];
  return one !== other && withoutHash(one) === withoutHash(other);
}

/** Letters and digits, at least six of them, between a dot or a dash and the file's ending. */
function withoutHash(url: string): string {
  return url.replace(/(?<=[^/][.-])(?=\w*\d)\w{6,64}(?=(\.\w+)*$)/, '#');
}

function doubtOf(a: string, b: string, isSamePage: boolean): Pick<Seen, 'confidence' | 'severity'> {
  // Two names are mostly chosen on purpose.
  if (nameOf(a) !== nameOf(b)) return hint;
  if (areInline(a, b)) return { confidence: 'likely' };
  if (!areBuilds(a, b)) return {};
  // Two scripts of one site may have one name, in two folders of its source.
  return nameOf(a) !== '' || isSamePage ? { confidence: 'likely' } : hint;
}

function nameOf(worker: string): string {
  return worker.split(' ')[1] ?? '';
}

/** A shared worker's channel is its URL, a space and its name. */
function withoutQuery(name: string): string {
  return urlWithoutQuery(name.split(' ')[0] ?? '');
}

const defaults = new Map([
  ['type', 'classic'],
  ['credentials', 'same-origin'],
  ['extendedLifetime', 'false'],
]);

function differing(a: Preview | undefined, b: Preview | undefined) {
  for (const [name, usual] of defaults) {
    const [own, other] = [option(a, name) ?? usual, option(b, name) ?? usual];
    if (own !== other) return { name, own, other };
  }
  return null;
}

function option(options: Preview | undefined, name: string): string | undefined {
  if (typeof options !== 'object' || options === null || options.t !== 'object') return undefined;
  const value = options.v[options.k.indexOf(name)];
  return typeof value === 'string' ? value : undefined;
}
