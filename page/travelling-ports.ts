import type { Endpoint } from './endpoints';
import { portObject, setEndpoint } from './endpoints';
import {
  bare,
  getter,
  isArray,
  List,
  messagePorts,
  prototypeOf,
  read,
  realm,
  time,
  Weak,
  dataProperty,
} from './natives';
import { channel, nextObject } from './observations';
import { note } from './outbox';
import { patchConstructor } from './patch';
import { platformClass } from './preview-kind';
import { noteState } from './state';

/**
 * Ports that are sent away, and the ends that come in a message. Both are recorded as a message-port channel
 * that is named after what carried them. A MessageChannel whose ports stay here (a scheduler's, say) costs
 * its construction and nothing else.
 */
export function hookMessageChannel(trackPort: Track): void {
  track = trackPort;
  const prototype = prototypeOf('MessageChannel');
  const port1 = getter(prototype, 'port1');
  const port2 = getter(prototype, 'port2');
  patchConstructor(realm, 'MessageChannel', {
    begin: (_newTarget, args) => ({ args }),
    end(_call, made, threw) {
      if (threw) return;
      const first = read(port1, made) as object;
      const second = read(port2, made) as object;
      others.set(first, second);
      others.set(second, first);
    },
  });
}

/** Begins to record what goes through a port. */
type Track = (port: MessagePort, endpoint: Endpoint) => void;
let track: Track | undefined;

const others = new Weak<object, object>();
/** Ports that were sent away, with what carried them. */
const sentAway = new Weak<object, Endpoint>();

/** After a send: watches the ends that stay behind. Their numbers. */
export function followSent(items: readonly object[], carrier: Endpoint): List<number> | undefined {
  let numbers: List<number> | undefined;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const stays = item && others.get(item);
    if (!stays) continue;
    sentAway.set(item, carrier);
    numbers ??= new List();
    numbers[numbers.length] = follow(stays as MessagePort, carrier);
  }
  return numbers;
}

/** On a receive: watches the ports that came with it, before the page gets them. Their numbers. */
export function followReceived(event: Event, carrier: Endpoint): List<number> | undefined {
  const ports = read(messagePorts, event);
  if (!isArray(ports) || ports.length === 0) return undefined;
  const numbers = new List<number>();
  for (let index = 0; index < ports.length; index += 1) {
    const port = dataProperty(ports, index);
    if (typeof port === 'object' && port !== null && platformClass(port) === 'MessagePort') {
      numbers[numbers.length] = follow(port as MessagePort, carrier);
    }
  }
  return numbers;
}

/** Of a port that nobody followed when it was sent away: what the page sends into it is lost. */
export function endpointOfSentAway(port: object): Endpoint | undefined {
  const carrier = sentAway.get(port);
  const endpoint = carrier && opened(carrier);
  if (endpoint) {
    setEndpoint(port, endpoint);
    noteState(endpoint, 'transferred');
  }
  return endpoint;
}

function follow(port: MessagePort, carrier: Endpoint): number {
  const known = portObject(port);
  if (known) return known;
  const endpoint = opened(carrier);
  track?.(port, endpoint);
  return endpoint.object;
}

/** Notes a port that is followed from here on. */
function opened(carrier: Endpoint): Endpoint {
  const { kind, name } = carrier.channel;
  const object = nextObject();
  const on = channel('message-port', name === '' ? kind : `${kind} ${name}`);
  note(bare({ type: 'open', time: time(), channel: on, object, from: carrier.object }));
  return { object, channel: on };
}
