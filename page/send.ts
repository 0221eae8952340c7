import type { ErrorInfo } from '../src/record';
import { causeHere } from './dispatching';
import { endpointOf, type Endpoint } from './endpoints';
import { apply, bare, time, type AnyFunction } from './natives';
import { thrown } from './observations';
import { note } from './outbox';
import { notLookedInto, preview, sizeOf } from './preview';
import { stackHere } from './stack';
import { noteState } from './state';
import { transferOf } from './transfer';
import { followSent } from './travelling-ports';
import { pathOfUncloneable } from './uncloneable';

/**
 * Calls a native send with exactly what the page gave and notes it. `args[0]` is the data; `transferArgument` is what may hold a transfer
 * list. A view into a transferred buffer is pictured as it is afterwards: empty.
 */
export function sendThrough(
  endpoint: Endpoint,
  native: AnyFunction,
  self: unknown,
  args: readonly unknown[],
  transferArgument?: unknown,
): unknown {
  const at = time();
  const stack = stackHere();
  const cause = causeHere();
  const transfer = transferOf(transferArgument);
  let error: ErrorInfo | undefined;
  try {
    return apply(native, self, args);
  } catch (caught) {
    error = thrown(caught, pathOfUncloneable(args[0], caught));
    throw caught;
  } finally {
    const ports = transfer && !error ? followSent(transfer.items, endpoint) : undefined;
    // A value that was refused may hold a Proxy: looking at it would run the page's code.
    const refused = error !== undefined && typeof args[0] === 'object';
    note(
      bare({
        type: 'send',
        time: at,
        channel: endpoint.channel,
        object: endpoint.object,
        size: error ? undefined : sizeOf(args[0], transfer?.before),
        transfer: transfer?.classes,
        ports,
        error,
        stack,
        cause,
      }),
      refused ? notLookedInto('object') : preview(args[0], transfer?.before),
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
