import type { Channel } from '../src/record/record';
import { createWeakRef, List, Weak, weakTarget } from './natives';

/**
 * What is known of a channel's object: its number in this context and the channel that its records belong to.
 */
export interface Endpoint {
  readonly object: number;
  readonly channel: Channel;
}

const endpoints = new Weak<object, Endpoint>();

/** An object by its number, held weakly. */
interface Numbered {
  readonly object: number;
  readonly target: object;
}

const numbered = new List<Numbered>();
/** At so many those go whose objects are gone: a page may make and drop any number of them. */
let sweepAt = 1_000;

export function endpointOf(target: object): Endpoint | undefined {
  return endpoints.get(target);
}

export function setEndpoint(target: object, endpoint: Endpoint): void {
  endpoints.set(target, endpoint);
  if (numbered.length >= sweepAt) sweep();
  numbered[numbered.length] = { object: endpoint.object, target: createWeakRef(target) };
}

export function portObject(port: object): number | undefined {
  return endpoints.get(port)?.object;
}

/** The channel's object with that number, while the page has it. */
export function objectOf(number: number): unknown {
  for (let index = numbered.length - 1; index >= 0; index -= 1) {
    const one = numbered[index];
    const target = one?.object === number ? weakTarget(one.target) : undefined;
    if (target !== undefined) return target;
  }
  return undefined;
}

function sweep(): void {
  let kept = 0;
  for (let index = 0; index < numbered.length; index += 1) {
    const one = numbered[index];
    if (!one || weakTarget(one.target) === undefined) continue;
    numbered[kept] = one;
    kept += 1;
  }
  numbered.length = kept;
  sweepAt = kept * 2 > 1_000 ? kept * 2 : 1_000;
}
