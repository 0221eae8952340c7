import type { ChannelObject } from '../exchange/channel-objects';
import { wholeText } from '../columns';
import type { Channel, Record, State } from '../record';
import { ref, tab, type Detector, type World } from './detector';
import { channelName } from './names';
import { previewText } from '../preview-text';

type Changed = State & { readonly context: string; readonly seq: number };

/** A request that has waited so many milliseconds waits for a lock that is not let go. */
const long = 5_000;

/** Who keeps others from going on: L1, I1, and two holders of one lock: R4. */
export function detectLocks(world: World): Detector {
  /** The records of when objects came to hold a lock or a connection. */
  const taken = new Map<string, Changed>();

  function nameOf({ context, object }: { readonly context: string; readonly object: number }): string {
    return `${context}/${object}`;
  }

  /** Those that have not let go, unless that they did was lost. */
  function holders(channel: Channel, state: string, except: string): ChannelObject[] {
    return [...world.contexts.objects.on(channel)].filter(
      (object) =>
        object.state === state &&
        object.closed === null &&
        nameOf(object) !== except &&
        isUpToDate(object.context, taken.get(nameOf(object))),
    );
  }

  function isUpToDate(context: string, since: Record | undefined): boolean {
    const gaps = world.contexts.get(context)?.gaps ?? [];
    return since !== undefined && gaps.every(({ to }) => to <= since.time);
  }

  function waits(request: Changed): void {
    world.when(request.time + long, () => {
      const own = world.contexts.objects.get(request.context, request.object, request.channel);
      if (own?.state !== 'requested' || own.closed !== null || !isUpToDate(request.context, request)) return;
      const [holder] = holders(request.channel, 'granted', nameOf(request));
      const granted = holder && taken.get(nameOf(holder));
      if (!granted) return;
      world.report({
        code: 'L1',
        subject: `${request.channel.name} ${holder.context}`,
        channel: request.channel,
        values: [
          channelName(request.channel),
          tab(holder.context),
          tab(request.context),
          Math.round((request.time + long - granted.time) / 1000),
        ],
        contexts: [holder.context, request.context],
        evidence: [ref(granted), ref(request)],
        time: request.time,
      });
    });
  }

  function stolen(grant: Changed): void {
    for (const holder of holders(grant.channel, 'granted', nameOf(grant))) {
      const granted = taken.get(nameOf(holder));
      if (!granted || holder.context === grant.context || granted.time > grant.time) continue;
      world.report({
        code: 'R4',
        subject: `lock ${grant.channel.name}`,
        channel: grant.channel,
        values: [channelName(grant.channel), tab(holder.context), tab(grant.context)],
        contexts: [holder.context, grant.context],
        evidence: [ref(granted), ref(grant)],
        time: grant.time,
      });
    }
  }

  function blocked(record: Changed): void {
    const open = [...world.contexts.objects.on(record.channel)].filter(
      (object) => object.state === 'connected' || object.state === 'versionchange',
    );
    const holder = open.find(
      (object) =>
        object.context !== record.context &&
        object.closed === null &&
        isUpToDate(object.context, taken.get(nameOf(object))),
    );
    const connected = holder && taken.get(nameOf(holder));
    const who = holder?.context ?? record.context;
    world.report({
      code: 'I1',
      subject: `${record.channel.name} ${who}`,
      channel: record.channel,
      values: [channelName(record.channel), tab(who), detailOf(record)],
      contexts: holder ? [record.context, holder.context] : [record.context],
      evidence: connected ? [ref(record), ref(connected)] : [ref(record)],
      time: record.time,
    });
  }

  return (record: Record) => {
    if (record.type !== 'state') return;
    const { kind } = record.channel;
    if (kind === 'web-lock') {
      if (record.state === 'granted') {
        if (record.detail === 'steal') stolen(record);
        taken.set(nameOf(record), record);
      } else if (record.state === 'requested') waits(record);
      else if (record.state === 'released') taken.delete(nameOf(record));
    } else if (kind === 'indexed-db') {
      if (record.state === 'connected') taken.set(nameOf(record), record);
      else if (record.state === 'blocked') blocked(record);
    }
  };
}

function detailOf({ detail }: Changed): string {
  if (typeof detail === 'string') return detail;
  return detail === undefined ? '' : wholeText(previewText(detail));
}
