import { existsSync } from 'node:fs';
import path from 'node:path';
import { contentOf, root, textFiles } from './files';

/** `npm test` builds first; alone, this test needs `npm run build` before. */
describe.each(['dist/chrome', 'dist/firefox'])('what is built in %s', (folder) => {
  const scripts = (): string[] => textFiles(folder).filter((file) => file.endsWith('.js'));

  it('has every file that its manifest and pages name', () => {
    const manifest = contentOf(`${folder}/manifest.json`);
    const named = [...manifest.matchAll(/"([\w/.-]+\.(?:js|html|png))"/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(path.join(root, folder, name)))).toEqual([]);
    expect(scripts().length).toBeGreaterThan(3);
  });

  it.each(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function'])(
    'has no %s',
    (forbidden) => {
      expect(scripts().filter((file) => contentOf(file).includes(forbidden))).toEqual([]);
    },
  );
});
