import { existsSync } from 'node:fs';
import path from 'node:path';
import { contentOf, root, textFiles } from './files';

describe('docs/security.md', () => {
  const text = contentOf('docs/security.md');
  const tests = [...text.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, file = '']) => file);

  it('names tests that are there', () => {
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('names every test of test/browser/hostile', () => {
    const hostile = textFiles('test/browser/hostile').filter((file) => file.endsWith('.test.ts'));
    expect(hostile.filter((file) => !tests.includes(file))).toEqual([]);
  });

  it('says for each who may try what they can not, and by which test', () => {
    const sections = text.split(/^## (?=A hostile|Another)/m).slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual([
      'A hostile watched page',
      'A hostile frame in a good page',
      'A hostile page around a good frame',
      'Another extension',
      'A hostile file of records',
    ]);
    for (const section of sections) {
      expect(section).toContain('It can not');
      expect(section).toMatch(/\.test\.ts`/);
    }
  });
});
