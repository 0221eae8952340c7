import { bundleOf } from '../support/bundle';

/** The sources that end up in an entry's bundle. */
async function sourcesOf(entry: string): Promise<string[]> {
  const metafile = await bundleOf(entry);
  const [, output] = Object.entries(metafile.outputs).find(([name]) => name.endsWith('.js')) ?? [];
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([name]) => name);
}

describe('a capture is worked out beside the page', () => {
  it.each(['popup/main.ts', 'side/main.ts', 'panel/main.ts', 'options/main.tsx'])(
    'so %s holds none',
    async (entry) => {
      const sources = await sourcesOf(entry);
      expect(sources).toContain(entry);
      expect(sources).not.toContain('src/capture/capture.ts');
      expect(sources).not.toContain('src/analysis.ts');
    },
  );

  it('and the worker of viewers does', async () => {
    expect(await sourcesOf('view/worker/main.ts')).toContain('src/capture/capture.ts');
  });
});
