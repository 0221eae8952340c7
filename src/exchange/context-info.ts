import type { ChannelObject, ChannelObjects } from './channel-objects';
import type { KnownContext } from './contexts';
import type { ContextInfo, ObjectInfo } from './types';

/** A context as viewers show it; none for one that the background has not told of. */
export function contextInfo(of: KnownContext, objects: ChannelObjects): ContextInfo[] {
  const { context, state, storageListeners } = of;
  if (!context) return [];
  const open = [...objects.of(of.id)].filter(({ closed, object }) => closed === null && object !== 0);
  return [
    {
      context,
      state: of.gone === null ? state.last : 'gone',
      since: of.gone ?? Math.max(state.since, of.created),
      storageListeners: storageListeners.last,
      objects: of.gone === null ? open.map(objectInfo) : [],
    },
  ];
}

function objectInfo(of: ChannelObject): ObjectInfo {
  return {
    context: of.context,
    object: of.object,
    channel: of.channel,
    opened: of.opened,
    closed: of.closed,
    listeners: of.listeners.last,
    started: of.started !== null,
    state: of.state,
    options: of.options,
  };
}
