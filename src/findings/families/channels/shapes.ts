import type { Send } from '../../../record/record';
import { ref, tab, type Detector, type World } from '../../asking/detector';
import { shapeOf, sortParts, type Shape } from '../../asking/message-shape';
import { channelName } from '../../asking/names';
import { createSampling } from '../../asking/sampling';
import { LimitedMap } from '../../../limited';
import type { Codes } from '../../code';
import { broadcastPost } from '../../links';

export const codes = {
  H2: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'sender tab', 'other tab', 'its shape', "the other tab's shape"],
    link: broadcastPost,
  },
} as const satisfies Codes;

type Sent = Send & { readonly context: string; readonly seq: number };

interface Used {
  readonly shape: Shape;
  readonly by: Sent;
}

const maxChannels = 1_000;
/** Shapes of one channel that are remembered. */
const maxShapes = 60;
/** Messages of one sender and channel. */
const looksASecond = 20;

/** Tabs that send different shapes on one BroadcastChannel: H2. A pair of shapes is looked at once. */
export function create(world: World): Detector {
  const sampling = createSampling(looksASecond);
  /** By channel, then by sender and shape. */
  const used = new LimitedMap<string, Map<string, Used>>(maxChannels);

  function sent(send: Sent): void {
    // What was cut for speed has no whole shape.
    if (send.brief) return;
    const { name } = send.channel;
    if (!sampling.allows(`${send.context} ${name}`, send.time)) return;
    const shapes = used.get(name) ?? new Map<string, Used>();
    if (shapes.size === 0) {
      used.set(name, shapes);
    }
    const shape = shapeOf(send.data);
    const id = `${send.context} ${shape.text}`;
    if (shapes.has(id) || shapes.size >= maxShapes) return;
    const all = [...shapes.values()];
    const sends = (context: string, text: string): boolean =>
      all.some((one) => one.by.context === context && one.shape.text === text);
    for (const other of all) {
      const { context } = other.by;
      if (context === send.context || !differ(shape, other.shape)) continue;
      // Who sends both knows both.
      if (sends(send.context, other.shape.text) || sends(context, shape.text)) continue;
      report(send, shape, other);
      break;
    }
    shapes.set(id, { shape, by: send });
  }

  function report(send: Sent, shape: Shape, { shape: other, by }: Used): void {
    const isOptional =
      (shape.kind === other.kind && shape.sort !== '' && shape.sort === other.sort) ||
      isOtherField(shape, other);
    world.report({
      code: 'H2',
      subject: `${send.channel.name} ${[send.context, by.context].sort().join(' ')}`,
      channel: send.channel,
      values: [channelName(send.channel), tab(send.context), tab(by.context), shape.text, other.text],
      contexts: [send.context, by.context],
      evidence: [ref(send), ref(by)],
      time: send.time,
      ...(isOptional ? { severity: 'info' as const } : {}),
    });
  }

  return (record) => {
    if (record.type === 'send' && record.channel.kind === 'broadcast-channel' && !record.error) sent(record);
  };
}

/** So that who expects the one can make nothing of the other. */
function differ(a: Shape, b: Shape): boolean {
  return (
    isEncoded(a, b) ||
    isEncoded(b, a) ||
    isWrapped(a, b) ||
    isWrapped(b, a) ||
    isSameSort(a, b) ||
    isOtherSpelling(a, b) ||
    isOtherField(a, b)
  );
}

/** The one is the other as JSON. */
function isEncoded(a: Shape, b: Shape): boolean {
  if (a.kind !== 'json' || b.kind !== 'object') return false;
  const common = a.keys.filter((key) => b.keys.includes(key)).length;
  return common > 0 && common >= Math.max(a.keys.length, b.keys.length) / 2;
}

/** The one is what the other carries. */
function isWrapped(bare: Shape, wrapper: Shape): boolean {
  const inner = wrapper.payload;
  if (!inner || wrapper.kind !== 'object' || bare.kind !== inner.kind) return false;
  if (bare.kind === 'other') return bare.text === inner.text && wrapper.keys.length >= 2;
  return bare.keys.join(' ') === inner.keys.join(' ');
}

/** They say that they are of one sort, and each lacks something that the other has. */
function isSameSort(a: Shape, b: Shape): boolean {
  if (a.kind !== b.kind || a.sort === '' || a.sort !== b.sort) return false;
  return a.keys.some((key) => !b.keys.includes(key)) && b.keys.some((key) => !a.keys.includes(key));
}

/** One sort in two spellings, as `logout` and `LOGOUT`: who compares texts knows one of them. */
function isOtherSpelling(a: Shape, b: Shape): boolean {
  if (a.kind !== b.kind || a.sort === b.sort) return false;
  const [one, other] = [sortOf(a), sortOf(b)];
  if (one.field === '' || one.field !== other.field) return false;
  return one.words.length > 0 && one.words.join('') === other.words.join('');
}

/**
 * The one says in another field than the other what it is about, and it is about the same, as `action: set`
 * and `type: SET_STATE`.
 */
function isOtherField(a: Shape, b: Shape): boolean {
  const [one, other] = [sortOf(a), sortOf(b)];
  if (a.kind !== b.kind || one.field === '' || other.field === '' || one.field === other.field) return false;
  if (a.keys.includes(other.field) || b.keys.includes(one.field)) return false;
  return one.words.some((word) => other.words.includes(word));
}

/**
 * The field that names the sort, and the words of its value in small letters: SET_STATE and setState have the
 * same.
 */
function sortOf(shape: Shape): { readonly field: string; readonly words: readonly string[] } {
  const { field, value } = sortParts(shape);
  const words = value
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return { field, words };
}
