import { causeHere } from './dispatching';
import { endpointOf, type Endpoint } from './endpoints';
import { argument, time } from './natives';
import { beginning, member } from './note-text';
import { thrown } from './observations';
import { noteJson } from './outbox';
import type { Followed } from './patch';
import { pictureOfSent } from './picture';
import { stackHere } from './stack';
import { noteState } from './state';
import { hearTransfer, type Transfer } from './transfer';
import { followSent } from './travelling-ports';
import { pathOfUncloneable } from './uncloneable';

/** A send that is under way; stand-ins among its arguments may fill it in while the native runs. */
export interface Send extends Followed {
  args: readonly unknown[];
  readonly endpoint: Endpoint;
  readonly time: number;
  readonly stack: string | undefined;
  readonly cause: number | undefined;
  data: unknown;
  transfer: Transfer | undefined;
}

/** Before a native send; what it gives is for `endSend`. */
export function beginSend(endpoint: Endpoint, args: readonly unknown[]): Send {
  const data = argument(args, 0);
  const send: Send = {
    args,
    endpoint,
    time: time(),
    stack: stackHere(),
    cause: causeHere(),
    data,
    transfer: undefined,
  };
  return send;
}

/** The same for a postMessage whose second argument may be, or hold, a transfer list. */
export function beginSendWithTransfer(endpoint: Endpoint, args: readonly unknown[]): Send {
  const send = beginSend(endpoint, args);
  send.args = hearTransfer(args, (transfer) => {
    send.transfer = transfer;
  });
  return send;
}

/** Notes it. A view into a transferred buffer is pictured as it is afterwards: empty. */
export function endSend(send: Send, outcome: unknown, threw: boolean): void {
  const { endpoint, data, transfer, stack, cause } = send;
  const { size, text, brief } = pictureOfSent(data, send.time, transfer?.before, threw);
  const sent = `${beginning('send', send.time, endpoint.channel)},"object":${endpoint.object}${member('size', size)}${member('brief', brief)}`;
  const transferred = transfer ? transferText(transfer, endpoint, threw) : '';
  const failed = threw ? member('error', thrown(outcome, pathOfUncloneable(data, outcome))) : '';
  const why = `${member('stack', stack)}${member('cause', cause)}`;
  noteJson(`${sent}${transferred}${failed}${why},"data":${text}}`, send.time);
  if (transfer && !threw) noteTransferred(transfer.items);
}

function transferText({ classes, items }: Transfer, endpoint: Endpoint, threw: boolean): string {
  const ports = threw ? undefined : followSent(items, endpoint);
  return `${member('transfer', classes)}${member('ports', ports)}`;
}

/** Ports that are sent away themselves: what the page sends into one from here on goes nowhere. */
function noteTransferred(items: readonly object[]): void {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const endpoint = item && endpointOf(item);
    if (endpoint) noteState(endpoint, 'transferred');
  }
}
