import type { ErrorInfo } from '../src/record';
import { causeHere } from './dispatching';
import { endpointOf, type Endpoint } from './endpoints';
import { apply, bare, time, type AnyFunction } from './natives';
import { thrown } from './observations';
import { note } from './outbox';
import { notLookedInto, preview, sizeOf } from './preview';
import { stackHere } from './stack';
import { noteState } from './state';
import { hearTransfer, type Transfer } from './transfer';
import { followSent } from './travelling-ports';
import { pathOfUncloneable } from './uncloneable';

/** What is known of a send; stand-ins among its arguments may fill it in while the native runs. */
export interface Sent {
  data: unknown;
  transfer?: Transfer;
}

/** For a postMessage whose second argument may be, or hold, a transfer list. */
export function sendWithTransfer(
  endpoint: Endpoint,
  native: AnyFunction,
  self: unknown,
  args: readonly unknown[],
): unknown {
  const sent: Sent = bare({ data: args[0] });
  const heard = hearTransfer(args, (transfer) => {
    sent.transfer = transfer;
  });
  return sendThrough(endpoint, native, self, heard, sent);
}

/**
 * Calls a native send with exactly what the page gave, or stand-ins for it, and notes it. A view into a transferred buffer is pictured as it is
 * afterwards: empty.
 */
export function sendThrough(
  endpoint: Endpoint,
  native: AnyFunction,
  self: unknown,
  args: readonly unknown[],
  sent: Sent = bare({ data: args[0] }),
): unknown {
  const at = time();
  const stack = stackHere();
  const cause = causeHere();
  let error: ErrorInfo | undefined;
  try {
    return apply(native, self, args);
  } catch (caught) {
    error = thrown(caught, pathOfUncloneable(sent.data, caught));
    throw caught;
  } finally {
    const { data, transfer } = sent;
    const ports = transfer && !error ? followSent(transfer.items, endpoint) : undefined;
    // A value that was refused may hold a Proxy: looking at it would run the page's code.
    const refused = error !== undefined && typeof data === 'object';
    note(
      bare({
        type: 'send',
        time: at,
        channel: endpoint.channel,
        object: endpoint.object,
        size: error ? undefined : sizeOf(data, transfer?.before),
        transfer: transfer?.classes,
        ports,
        error,
        stack,
        cause,
      }),
      refused ? notLookedInto('object') : preview(data, transfer?.before),
    );
    if (transfer && !error) noteTransferred(transfer.items);
  }
}

/** Ports that are sent away themselves: what the page sends into one from here on goes nowhere. */
function noteTransferred(items: readonly object[]): void {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const endpoint = item && endpointOf(item);
    if (endpoint) noteState(endpoint, 'transferred');
  }
}
