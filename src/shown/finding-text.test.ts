import { readFileSync } from 'node:fs';
import { catalogue } from '../findings/catalogue';
import type { Finding, FindingCode } from '../findings/types';
import { findingPieces, findingText } from './finding-text';
import { speakFrom, type MessageFile } from './messages';

function messagesOf(locale: string): MessageFile {
  const file = new URL(`../../_locales/${locale}/messages.json`, `file://${__dirname}/`);
  return JSON.parse(readFileSync(file, 'utf8')) as MessageFile;
}

function finding(code: FindingCode, values: Finding['values']): Finding {
  const { severity, confidence } = catalogue[code];
  const about = {
    id: code,
    code,
    severity,
    confidence,
    channel: { kind: 'local-storage', name: '' },
  } as const;
  return { ...about, values, count: 1, lost: 1, first: 0, last: 0, contexts: [], evidence: [], earlier: [] };
}

function nameOf(context: string): string {
  return `tab ${context}`;
}

test.each(['en', 'zh_CN'])(
  'every finding says something of each of its values in plain Node, in %s',
  (locale) => {
    const speak = speakFrom(messagesOf(locale));
    for (const code of Object.keys(catalogue) as FindingCode[]) {
      if (code === 'R8') continue;
      const values = catalogue[code].values.map((_, index) => `value ${index}`);
      const texts = (['title', 'why', 'mend'] as const).map((part) =>
        findingText(finding(code, values), part, speak, nameOf),
      );
      for (const text of texts) expect(text).not.toBe('');
      expect(texts.join('')).not.toMatch(/\$\d|[\uE000\uE001]/);
    }
  },
);

test('a value that holds a dollar sign, a backtick or a placeholder stays as the page wrote it', () => {
  const speak = speakFrom({ finding_S1_title: { message: '“$1” by $2: `$$x`' } });
  const one = finding('S1', ['$2 `k`', { context: 'a' }]);
  expect(findingText(one, 'title', speak, nameOf)).toBe('“$2 `k`” by tab a: `$x`');
  expect(findingPieces(one, 'title', speak)).toContainEqual({ text: '$x', isCode: true });
});

test("a word of ours is said in the reader's language, a number as it is written there", () => {
  const speak = speakFrom({ finding_S1_title: { message: '$1 $2' }, word_frozen: { message: 'frozen' } });
  const one = finding('S1', [{ word: 'word_frozen' }, 1234]);
  expect(findingText(one, 'title', speak, nameOf, (value) => `<${value}>`)).toBe('frozen <1234>');
});
