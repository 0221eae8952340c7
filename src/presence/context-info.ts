import type { ChannelObject, ChannelObjects } from './channel-objects';
import { endOf, isKnown, listenersAt, listenersOn, type KnownContext } from './contexts';
import type { ContextInfo, ObjectInfo } from '../exchange/types';

/** A context as viewers show it; none for one that the background has not told of. */
export function contextInfo(of: KnownContext, objects: ChannelObjects): ContextInfo[] {
  const { context, state } = of;
  const end = endOf(of);
  if (!context) return [];
  const open = [...objects.open(of.id)].filter(({ object }) => object !== 0);
  return [
    {
      context,
      state: end === null ? state.last : 'gone',
      since: end ?? Math.max(state.since, of.created),
      storageListeners: listenersAt(of, of.last),
      objects: end === null ? open.map((object) => objectInfo(object, of)) : [],
      complete: isKnown(of, of.last),
    },
  ];
}

function objectInfo(of: ChannelObject, owner: KnownContext): ObjectInfo {
  const isFollowed = of.openedBy !== null && !of.stays && owner.knownUntil === Infinity;
  return {
    context: of.context,
    object: of.object,
    channel: of.channel,
    opened: of.opened,
    closed: of.closed,
    listeners: listenersOn(owner, of, owner.last),
    started: of.started !== null ? true : isFollowed ? false : null,
    state: of.state,
    options: of.options,
  };
}
