import en from '../../_locales/en/messages.json';
import zhCN from '../../_locales/zh_CN/messages.json';

const findings = [en, zhCN].flatMap((locale) =>
  Object.entries(locale).flatMap(([name, { message }]) =>
    name.startsWith('finding_') ? [[name, message] as const] : [],
  ),
);

it('no text of a finding sets a value as code: what stands between two values would be code then', () => {
  const odd = findings.filter(([, message]) =>
    message.split(/\$\d/).some((piece) => piece.split('`').length % 2 === 0),
  );
  expect(odd).toEqual([]);
});

it('a title has twelve words at most', () => {
  const titles = Object.entries(en).filter(([name]) => /^finding_.*_title$/.test(name));
  expect(titles.length).toBeGreaterThan(60);
  expect(titles.filter(([, { message }]) => message.split(' ').length > 12)).toEqual([]);
});
