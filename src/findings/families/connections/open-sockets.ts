import { ref, tab, type Claim, type Detector, type World } from '../../asking/detector';
import { claimAnew } from '../../asking/claims';
import { channelName } from '../../asking/names';
import type { Record } from '../../../record/record';
import { LimitedMap } from '../../../limited';

/** So many connections to one URL nobody needs at once. */
const many = 8;
/** A pool is made at once: what becomes more for so many milliseconds was forgotten. */
const growsFor = 1_000;
const maxOpen = 1_000;

interface OfUrl {
  /** Connected, and not closed. */
  readonly open: Map<number, Record>;
  most: number;
  claim: Claim | null;
}

/** A document that connects to one URL again and again and closes none of its connections: K4. */
export function create(world: World): Detector {
  const urls = new LimitedMap<string, OfUrl>();

  function connected(record: Record & { readonly object: number }): void {
    const { channel, context, object, time } = record;
    const name = `${context} ${channel.name}`;
    const of = urls.get(name) ?? { open: new Map<number, Record>(), most: 0, claim: null };
    urls.set(name, of);
    if (of.open.size < maxOpen) of.open.set(object, record);
    const [first] = of.open.values();
    const count = of.open.size;
    if (!first || count < many || count <= of.most || time - first.time < growsFor) return;
    // That some were closed may have been lost.
    if ((world.contexts.get(context)?.gaps.length ?? 0) > 0) return;
    of.most = count;
    of.claim = claimAnew(world, of.claim, {
      code: 'K4',
      variant: 'K4_open',
      subject: `open ${name}`,
      channel,
      values: [channelName(channel), tab(context), count, Math.round((time - first.time) / 1_000)],
      contexts: [context],
      evidence: [ref(record), ref(first)],
      time,
      confidence: 'likely',
    });
  }

  return (record) => {
    if (record.channel.kind !== 'websocket') return;
    if (record.type === 'state' && record.state === 'connected') connected(record);
    else if (record.type === 'close')
      urls.get(`${record.context} ${record.channel.name}`)?.open.delete(record.object);
  };
}
