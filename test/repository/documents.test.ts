import { existsSync } from 'node:fs';
import path from 'node:path';
import { contentOf, packageJson, root, textFiles } from './files';

const readmes = ['README.md', 'README.zh-CN.md'];

/** The commands in a document's ```sh blocks, one a line or joined by &&. */
function commandsOf(file: string): string[] {
  const blocks = [...contentOf(file).matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.split(/\n|&&/)).flatMap((line) => line.trim() || []);
}

describe('the documents', () => {
  it('have a line for every runtime dependency, and for no other', () => {
    const rows = [...contentOf('docs/dependencies.md').matchAll(/^\| ([@\w/-]+) +\| [\d,]+ +\|/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(packageJson().dependencies).sort());
  });

  it.each(readmes)('name commands that exist: %s', (file) => {
    const { scripts } = packageJson();
    const commands = commandsOf(file);
    const exists = (command: string): boolean => {
      const [, name = ''] = /^npm (?:run )?(\S+)/.exec(command) ?? [];
      return name === 'ci' || name in scripts;
    };
    expect(commands.length).toBeGreaterThan(1);
    expect(commands.filter((command) => !exists(command))).toEqual([]);
  });

  it('say the same commands in both languages, and CI runs them', () => {
    const [english = '', chinese = ''] = readmes;
    expect(commandsOf(chinese)).toEqual(commandsOf(english));
    expect(contentOf(english)).toContain('npm ci && npm test');
    expect(contentOf('.ci/run')).toContain('npm ci && npm test');
  });

  it.each(readmes)('name the oldest browsers that the packages take: %s', (file) => {
    const oldest = (browser: string, version: RegExp): string =>
      version.exec(contentOf(`dist/${browser}/manifest.json`))?.[1] ?? 'none';
    expect(contentOf(file)).toContain(`Chrome ${oldest('chrome', /"minimum_chrome_version": "(\d+)"/)}`);
    expect(contentOf(file)).toContain(`Firefox ${oldest('firefox', /"strict_min_version": "(\d+)/)}`);
  });

  it.each(readmes)('lead to what is said of privacy and security: %s', (file) => {
    for (const document of ['docs/privacy.md', 'docs/security.md'])
      expect(contentOf(file)).toContain(`](${document})`);
  });

  it('name files and commands that are there, for those who contribute', () => {
    const text = contentOf('CONTRIBUTING.md');
    const named = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]*)+|[A-Z]+\.md)`/g)].map(([, name = '']) => name);
    const files = named.filter((name) => !name.includes('LANGUAGE'));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    const { scripts } = packageJson();
    const commands = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('link to files that are there', () => {
    const broken = textFiles()
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...contentOf(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) =>
          path.join(path.dirname(file), to),
        ),
      )
      .filter((file) => !existsSync(path.join(root, file)));
    expect(broken).toEqual([]);
  });
});

describe('the code', () => {
  it('leaves nothing to be done later', () => {
    const left = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
    expect(textFiles().filter((file) => left.test(contentOf(file)))).toEqual([]);
  });
});
