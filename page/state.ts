import type { Preview } from '../src/record/preview';
import type { State } from '../src/record/record';
import { causeHere } from './dispatching';
import type { Endpoint } from './endpoints';
import { bare, time } from './natives';
import { note } from './outbox';

/** Notes a change of state of a channel's object. `detail` is made bare here. */
export function noteState(
  { channel, object }: Endpoint,
  state: State['state'],
  detail?: Preview,
  at = time(),
): void {
  const shown = typeof detail === 'object' && detail !== null ? bare(detail) : detail;
  note(
    bare({
      type: 'state',
      time: at,
      channel,
      object,
      state,
      detail: shown,
      cause: causeHere(),
    }),
  );
}
