import { waitFor } from '../harness/wait';
import { families } from './cases';
import type { Setting } from './setting';

/** What a case left behind in its frame: JSON, and whether our hooks were there. */
interface Outcome {
  readonly json: string;
  readonly hooked: boolean;
}

/** Runs every case in a watched and in a bare document, loaded anew for it, and compares what they return. */
export function compareCases(current: () => Setting): void {
  describe.each(Object.entries(families))('%s', (family, cases) => {
    const sentences = Object.keys(cases);
    let outcomes: readonly Outcome[][];

    // All at once: a call to the browser for each would take most of the time.
    beforeAll(async () => {
      const { site, pages } = current();
      const paths = sentences.map((sentence) => site.pathOf(family, sentence));
      outcomes = await Promise.all(pages.map((page) => page.evaluate(runInFrames, paths)));
    });

    it.each(sentences)('%s', (sentence) => {
      const [watched, bare] = outcomes.map((of) => of[sentences.indexOf(sentence)]);
      expect([watched?.hooked, bare?.hooked]).toEqual([current().pair.stacksTell, false]);
      // A case that fails by itself would compare nothing.
      expect(bare?.json).not.toContain('"failed":');
      expect(pretty(watched)).toBe(pretty(bare));
    });

    it('and the extension recorded each of these documents', async () => {
      const { site, pair } = current();
      await waitFor('a write of each document', async () => {
        const { records, contexts } = await pair.stored(site.origin);
        const wrote = new Set(
          records.flatMap((record) => (record.type === 'storage-write' ? record.context : [])),
        );
        const seen = new Set(contexts.flatMap(({ id, url }) => (wrote.has(id) ? new URL(url).pathname : [])));
        return sentences.every((sentence) => seen.has(site.pathOf(family, sentence)));
      });
    });
  });
}

function pretty(outcome: Outcome | undefined): string {
  return JSON.stringify(JSON.parse(outcome?.json ?? 'null'), null, 2);
}

/**
 * Runs in a page: each path in a frame, one after another. Our hooks show by the one thing that they can not hide (docs/limits.md): their frames on
 * the stack while a key is converted.
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
    outcomes.push({ json, hooked: stack.includes('-extension://') });
    frame.remove();
  }
  return outcomes;
}
