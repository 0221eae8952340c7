/** Functions that the extension hooks, as descriptors of the page. */
interface Kept {
  tabsharkTest?: readonly (readonly [string, () => unknown, unknown])[];
}

/** Runs in a page before anything else: keeps what is there then. */
export function keepNatives(): void {
  const value = (owner: object, name: string) => (): unknown =>
    Object.getOwnPropertyDescriptor(owner, name)?.value;
  const readers: [string, () => unknown][] = [
    ['setItem', value(Storage.prototype, 'setItem')],
    ['removeItem', value(Storage.prototype, 'removeItem')],
    ['clear', value(Storage.prototype, 'clear')],
    ['addEventListener', value(EventTarget.prototype, 'addEventListener')],
    ['removeEventListener', value(EventTarget.prototype, 'removeEventListener')],
    ['toString', value(Function.prototype, 'toString')],
    ['postMessage of ports', value(MessagePort.prototype, 'postMessage')],
    ['postMessage of channels', value(BroadcastChannel.prototype, 'postMessage')],
    ['BroadcastChannel', value(window, 'BroadcastChannel')],
    ['SharedWorker', value(window, 'SharedWorker')],
    ['WebSocket', value(window, 'WebSocket')],
    ['onstorage', () => Object.getOwnPropertyDescriptor(window, 'onstorage')?.set],
  ];
  const kept: Kept['tabsharkTest'] = readers.map(([name, read]) => [name, read, read()]);
  Object.defineProperty(window, 'tabsharkTest', { value: kept });
}

/** Names of those that are others now. */
export function changedNatives(): string[] {
  const kept = (window as unknown as Kept).tabsharkTest ?? [];
  return kept.filter(([, read, native]) => read() !== native).map(([name]) => name);
}
