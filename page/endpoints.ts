import type { Channel } from '../src/record';
import { Weak } from './natives';

/** What is known of a channel's object: its number in this context and the channel that its records belong to. */
export interface Endpoint {
  readonly object: number;
  readonly channel: Channel;
}

const endpoints = new Weak<object, Endpoint>();

export function endpointOf(target: object): Endpoint | undefined {
  return endpoints.get(target);
}

export function setEndpoint(target: object, endpoint: Endpoint): void {
  endpoints.set(target, endpoint);
}

export function portObject(port: object): number | undefined {
  return endpoints.get(port)?.object;
}
