import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import en from '../../_locales/en/messages.json';
import zhCN from '../../_locales/zh_CN/messages.json';

const root = path.resolve(__dirname, '../..');

function substitutions(message: string): string[] {
  return [...message.matchAll(/\$\d/g)].map(([found]) => found).sort();
}

describe('the texts in both languages', () => {
  it('have the same names', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.keys(en) as (keyof typeof en)[])('%s takes the same values in both', (name) => {
    expect(substitutions(zhCN[name].message)).toEqual(substitutions(en[name].message));
    expect(en[name].message).not.toBe('');
  });

  it('are all in use', () => {
    const files = execFileSync(
      'git',
      [
        'ls-files',
        'background',
        'view',
        'cli',
        'popup',
        'side',
        'panel',
        'options',
        'src',
        'docs/*.mjs',
        'manifest.json',
      ],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    const source = files
      .trim()
      .split('\n')
      .map((file) => readFileSync(path.join(root, file), 'utf8'))
      .join('\n');
    // Names that are put together are known by their first word.
    const composed = [...source.matchAll(/\bt(?:ext)?\(\s*`(\w+_)\$\{/g)].map(([, prefix = '']) => prefix);
    const unused = Object.keys(en).filter(
      (name) =>
        !source.includes(`'${name}'`) &&
        !source.includes(`__MSG_${name}__`) &&
        !composed.some((prefix) => name.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
