import type { Preview } from '../src/record/preview';
import type { Channel } from '../src/record/record';
import { causeHere } from './dispatching';
import type { Endpoint } from './endpoints';
import { bare, time } from './natives';
import { nextObject, textOf, thrown } from './observations';
import { note } from './outbox';
import type { Followed } from './patch';
import { stackHere } from './stack';

/** How one class of channel objects is opened. Each is asked once the native was called. */
export interface Opening {
  /** From the object that was made; where the native threw there is none. */
  readonly channelOf: (made: object | undefined) => Channel;
  readonly url: (() => string) | undefined;
  readonly options: (() => Preview | undefined) | undefined;
  /** Begins to watch the object. */
  readonly track: (made: object, endpoint: Endpoint) => void;
}

interface Opened extends Followed {
  readonly opening: Opening;
  readonly time: number;
  readonly object: number;
  readonly stack: string | undefined;
  readonly cause: number | undefined;
}

/** Before a constructor is called natively; what it gives is for `endOpen`. */
export function beginOpen(args: readonly unknown[], opening: Opening): Opened {
  return { args, opening, time: time(), object: nextObject(), stack: stackHere(), cause: causeHere() };
}

/** Notes it as `open`, and begins to watch what was made before the page gets it. */
export function endOpen(opened: Opened, outcome: unknown, threw: boolean): void {
  const { opening, object, stack, cause } = opened;
  const made = threw ? undefined : (outcome as object);
  const channel = opening.channelOf(made);
  note(
    bare({
      type: 'open',
      time: opened.time,
      channel,
      object,
      url: opening.url && textOf(opening.url()),
      options: opening.options?.(),
      error: threw ? thrown(outcome) : undefined,
      stack,
      cause,
    }),
  );
  if (made) opening.track(made, { object, channel });
}
