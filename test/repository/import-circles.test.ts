import { bundleOf } from '../support/bundle';

const entries = [
  'page/main.ts',
  'content/main.ts',
  'background/main.ts',
  'view/worker/main.ts',
  'view/saving/main.ts',
  'popup/main.ts',
  'side/main.ts',
  'panel/main.ts',
  'options/main.tsx',
  'site/main.tsx',
  'cli/main.ts',
];

/** What each file of ours imports to run, of those that an entry needs; types alone do not count. */
async function importsOf(entry: string): Promise<Map<string, string[]>> {
  const metafile = await bundleOf(entry);
  return new Map(
    Object.entries(metafile.inputs)
      .filter(([name]) => !name.includes('node_modules'))
      .map(([name, { imports }]) => [name, imports.map((one) => one.path)]),
  );
}

/** The files of one circle, the first again at its end; null where there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  function from(name: string, way: readonly string[]): string[] | null {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (done.has(name)) return null;
    for (const next of imports.get(name) ?? []) {
      const circle = from(next, [...way, name]);
      if (circle) return circle;
    }
    done.add(name);
    return null;
  }
  for (const name of imports.keys()) {
    const circle = from(name, []);
    if (circle) return circle;
  }
  return null;
}

describe('no files import each other in a circle', () => {
  it.each(entries)('in what %s needs', async (entry) => {
    const imports = await importsOf(entry);
    expect(imports.size).toBeGreaterThan(1);
    expect(circleIn(imports)).toBeNull();
  });
});
