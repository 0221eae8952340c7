import type { Preview } from '../src/preview';
import type { Channel, ErrorInfo } from '../src/record';
import { causeHere } from './dispatching';
import type { Endpoint } from './endpoints';
import { bare, construct, time, type AnyFunction } from './natives';
import { nextObject, textOf, thrown } from './observations';
import { note } from './outbox';
import { stackHere } from './stack';

/** How one class of channel objects is opened. */
export interface Opening {
  /** These are asked once the native was called. From the object that was made; where the native threw there is none. */
  readonly channelOf: (made: object | undefined) => Channel;
  readonly url?: () => string;
  readonly options?: () => Preview | undefined;
  /** Begins to watch the object. */
  readonly track: (made: object, endpoint: Endpoint) => void;
}

/** Constructs natively, notes it as `open`, and begins to watch what was made before the page gets it. */
export function openThrough(
  native: AnyFunction,
  args: readonly unknown[],
  newTarget: AnyFunction,
  opening: Opening,
): object {
  const at = time();
  const stack = stackHere();
  const cause = causeHere();
  const object = nextObject();
  let made: object | undefined;
  let error: ErrorInfo | undefined;
  try {
    made = construct(native, args, newTarget);
  } catch (caught) {
    error = thrown(caught);
    throw caught;
  } finally {
    const channel = opening.channelOf(made);
    const url = opening.url && textOf(opening.url());
    const options = opening.options?.();
    note(
      bare({
        type: 'open',
        time: at,
        channel,
        object,
        url,
        options,
        error,
        stack,
        cause,
      }),
    );
    if (made) opening.track(made, { object, channel });
  }
  return made;
}
