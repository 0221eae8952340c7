import type { Setting } from './setting';

/**
 * Counts the frames of ours on stacks that a page can see: as few as a function that stands before a native
 * can have.
 */
export function compareStacks(current: () => Setting): void {
  it('has one frame of ours between the page and the native, and one more where that calls the page', async () => {
    const { pages, pair } = current();
    const [watched, bare] = await Promise.all(pages.map((page) => page.evaluate(linesOfStacks)));
    const added = Object.entries(bare ?? {}).map(([name, lines]) => [name, (watched?.[name] ?? 0) - lines]);
    expect(Object.fromEntries(added)).toEqual({
      'an exception of a method': 1,
      'an exception of a constructor': 1,
      'an exception of a send': 1,
      'an exception of a listener’s options': 1,
      'an accessor of a message': 1,
      'the conversion of a key': 2,
      'the conversion of a URL': 2,
      // Chromium names Reflect.get too, which reads for us.
      'an accessor of options': pair.stacksTell ? 3 : 2,
      // Firefox adds the stack of the request.
      'a lock’s callback': pair.stacksTell ? 1 : 2,
    });
  });
}

/** Runs in a page. */
async function linesOfStacks(): Promise<{ [name: string]: number }> {
  const lines: { [name: string]: number } = {};

  function count(stack: string | undefined): number {
    return (stack ?? '').trim().split('\n').length;
  }

  function ofThrown(name: string, call: () => unknown): void {
    try {
      call();
    } catch (error) {
      lines[name] = count((error as Error).stack);
    }
  }

  function counting(name: string, value: unknown): () => unknown {
    return () => {
      lines[name] = count(new Error().stack);
      return value;
    };
  }

  function text(name: string, value: string): string {
    return { toString: counting(name, value) } as unknown as string;
  }

  ofThrown('an exception of a method', () => (localStorage.setItem as (key: string) => void)('a'));
  ofThrown('an exception of a constructor', () => new WebSocket('http://['));
  ofThrown('an exception of a send', () => {
    new BroadcastChannel('x').postMessage(() => 1);
  });
  ofThrown('an exception of a listener’s options', () => {
    addEventListener('message', () => 1, { signal: 5 } as unknown as AddEventListenerOptions);
  });
  new BroadcastChannel('x').postMessage(
    Object.defineProperty({}, 'a', { enumerable: true, get: counting('an accessor of a message', 1) }),
  );
  localStorage.setItem(text('the conversion of a key', 'k'), 'v');
  ofThrown('a URL that is none', () => new WebSocket(text('the conversion of a URL', 'no url:')));
  delete lines['a URL that is none'];
  addEventListener(
    'message',
    () => 1,
    Object.defineProperty({}, 'once', { get: counting('an accessor of options', true) }),
  );
  await navigator.locks.request('stacks', counting('a lock’s callback', 1) as LockGrantedCallback<unknown>);
  return lines;
}
