import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Records a transaction, and a chunk: what a page that makes 5,000 a second has made by the next commit. */
const atOnce = 500;

/**
 * Puts as many writes of a document that was closed into the store as if a page had made 5,000 a second,
 * until now; by the code that the background commits with, since a page needs a second for each 5,000.
 * `reader` is a page of the extension.
 */
export async function fillStore(reader, origin, count) {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { openDatabase } from './store/database'; export { commit } from './store/commit';`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    globalName: 'benchStore',
    write: false,
  });
  await reader.evaluate(`${outputFiles[0].text}\nglobalThis.benchStore = benchStore;`);
  await reader.evaluate(commitWrites, origin, count, atOnce);
}

/** Runs in the page. */
async function commitWrites(origin, count, each) {
  const { openDatabase, commit } = globalThis.benchStore;
  const database = await openDatabase(() => undefined);
  const spacing = 0.2;
  const began = Date.now() - count * spacing - 1_000;
  const id = crypto.randomUUID();
  const context = {
    id,
    origin,
    url: `${origin}/stored`,
    title: 'stored',
    favicon: '',
    tab: 999_999,
    frame: 0,
    document: null,
    topOrigin: origin,
    incognito: false,
    partial: false,
    created: began,
    ended: Date.now(),
    closed: Date.now(),
    browser: 'chromium',
    clockAhead: 0,
  };
  const channel = { kind: 'local-storage', name: '' };
  for (let from = 0; from < count; from += each) {
    const records = Array.from({ length: Math.min(each, count - from) }, (_, index) => {
      const seq = from + index;
      const [key, oldValue, newValue] = [`key-${seq % 50}`, `{"value":${seq - 50}}`, `{"value":${seq}}`];
      const time = began + seq * spacing;
      return {
        context: id,
        seq,
        type: 'storage-write',
        time,
        channel,
        method: 'setItem',
        key,
        oldValue,
        newValue,
      };
    });
    const entry = { id, context: () => context, records: () => records };
    await commit(database, [entry], { records: Infinity, bytes: Infinity }, Date.now());
  }
  database.close();
}
