import { waitFor } from '../harness/wait';
import { apart, nameOf, together } from './cases';
import type { Setting } from './setting';

/** What cases left behind in a frame. */
interface Outcome {
  /** By sentence, as JSON. */
  readonly json: string;
  /** Whether our hooks were there. */
  readonly hooked: boolean;
}

interface Results {
  readonly [sentence: string]: unknown;
}

const families = Object.entries({ ...together, ...apart });

/** Runs every case in a watched and in a bare document, and compares what they return. */
export function compareCases(current: () => Setting): void {
  describe.each(families)('%s', (family, cases) => {
    let watched: Results;
    let bare: Results;

    // All at once: a call to the browser for each would take most of the time.
    beforeAll(async () => {
      const { site, pages, pair } = current();
      const paths = site.pathsOf(family);
      const [ours = [], natives = []] = await Promise.all(
        pages.map((page) => page.evaluate(runInFrames, paths)),
      );
      expect(new Set(ours.map(({ hooked }) => hooked))).toEqual(new Set([pair.stacksTell]));
      expect(new Set(natives.map(({ hooked }) => hooked))).toEqual(new Set([false]));
      [watched, bare] = [merge(ours), merge(natives)];
    });

    it.each(Object.keys(cases))('%s', (sentence) => {
      // A case that fails by itself would compare nothing.
      expect(bare[sentence]).toHaveProperty('result');
      const known = current().pair.knownDifferences[nameOf(family, sentence)];
      if (known === undefined) expect(watched[sentence]).toEqual(bare[sentence]);
      else expect(watched[sentence]).not.toEqual(bare[sentence]);
    });
  });

  it('and the extension recorded each of these documents', async () => {
    const { site, pair } = current();
    const paths = families.flatMap(([family]) => site.pathsOf(family));
    await waitFor(
      'a write of each document',
      async () => {
        const { records, contexts } = await pair.stored(site.origin);
        const wrote = new Set(
          records.flatMap((record) => (record.type === 'storage-write' ? record.context : [])),
        );
        const seen = new Set(contexts.flatMap(({ id, url }) => (wrote.has(id) ? new URL(url).pathname : [])));
        const missing = paths.filter((path) => !seen.has(path));
        if (missing.length > 0) throw new Error(`no record of ${missing.join()}`);
        return true;
      },
      30_000,
    );
  });
}

function merge(outcomes: readonly Outcome[]): Results {
  return Object.assign({}, ...outcomes.map(({ json }) => JSON.parse(json) as Results)) as Results;
}
/**
 * Runs in a page: each path in a frame, one after another. Our hooks show by the one thing that they can not
 * hide (docs/limits.md): their frames on the stack while a key is converted.
 */
async function runInFrames(paths: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const path of paths) {
    const frame = document.createElement('iframe');
    frame.src = path;
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.append(frame);
    await loaded;
    const inner = frame.contentWindow as unknown as typeof globalThis & { outcome: Promise<string> };
    const json = await inner.outcome;
    let stack = '';
    inner.Storage.prototype.removeItem.call(inner.localStorage, {
      toString: () => {
        stack = new Error().stack ?? '';
        return 'is this hooked?';
      },
    } as unknown as string);
    outcomes.push({ json, hooked: stack.includes('tabshark:') });
    frame.remove();
  }
  return outcomes;
}
