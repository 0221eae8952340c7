import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from '../harness/chromium';
import { codesIn, watchInFourWays } from '../harness/said';
import { startSite, type Page as Served } from '../harness/site';
import { expectVerdict } from '../harness/verdict-table';
import { waitFor } from '../harness/wait';
import { reportCases } from './cases';

const types: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
};

/** The files of a case, by their paths. */
function pagesOf(name: string): { readonly [path: string]: Served } {
  const folder = path.join(__dirname, name);
  const pages: { [path: string]: Served } = {};
  for (const file of readdirSync(folder)) {
    const type = types[path.extname(file)];
    if (!type) continue;
    const body = readFileSync(path.join(folder, file), 'utf8');
    pages[file === 'index.html' ? '/' : `/${file}`] = { type, body };
  }
  return pages;
}

describe('what went wrong in a report', () => {
  let chromium: Chromium;

  beforeAll(async () => {
    chromium = await launchChromium();
  });

  afterAll(() => chromium.close());

  it.each(reportCases.map((one) => [one.name, one] as const))(
    '%s',
    async (name, { says, never, wrong, pages = {}, play }) => {
      const site = await startSite({ ...pagesOf(name), ...pages });
      const viewers = await watchInFourWays(chromium, site.origin);
      const open = new Set<Page>();
      await play({
        async open(at) {
          const page = await chromium.open(`${site.origin}${at}`);
          open.add(page);
          return page;
        },
        async close(page) {
          open.delete(page);
          await page.close({ runBeforeUnload: true });
        },
        until: async (page, expression) => {
          await waitFor(expression, () => page.evaluate(expression) as Promise<boolean>);
        },
      });
      await viewers.played();
      for (const page of open) await page.close();
      const said = await viewers.closed();
      await site.close();

      expect({ late: said.late, closed: said.closed, file: said.file }).toEqual({
        late: said.live,
        closed: said.live,
        file: said.live,
      });
      const codes = codesIn(said.live);
      expect(codes).toEqual(expect.arrayContaining([...says]));
      expect(codes[0]).toBe(says[0]);
      expect(codes.filter((code) => never.includes(code))).toEqual([]);
      expectVerdict({ section: 'Reports', name, about: wrong, said, codes: says });
    },
    180_000,
  );
});
