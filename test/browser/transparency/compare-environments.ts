import type { Page } from 'puppeteer-core';
import { frameKinds, isHooked, runInFrame, topDocuments } from './environments';
import type { Pair } from './pair';
import type { Setting } from './setting';

/** Runs many cases in one document of each kind, and compares them all. */
export function compareEnvironments(current: () => Setting): void {
  it.each(topDocuments)('is alike under $what', async ({ path, least }) => {
    const { site, pages, pair } = current();
    const run = async (page: Page): Promise<Outcome> => {
      await page.goto(site.origin + path);
      await page.waitForFunction(() => 'outcome' in window);
      const json = await page.evaluate(() => (window as unknown as { outcome: Promise<string> }).outcome);
      return { json, hooked: await page.evaluate(isHooked) };
    };
    compare(await Promise.all(pages.map(run)), pair, least);
  });

  it.each(frameKinds)('is alike in a frame: %s', async (kind) => {
    const { site, pages, pair } = current();
    const run = async (page: Page): Promise<Outcome> => {
      await page.goto(`${site.origin}/page`);
      const json = await page.evaluate(runInFrame, kind);
      const hooked = await page.mainFrame().childFrames()[0]?.evaluate(isHooked);
      return { json, hooked: hooked === true };
    };
    compare(await Promise.all(pages.map(run)), pair, kind === 'data' || kind === 'sandbox' ? 60 : 130);
  });
}

interface Outcome {
  readonly json: string;
  readonly hooked: boolean;
}

function compare(outcomes: readonly Outcome[], { stacksTell, knownDifferences }: Pair, least: number): void {
  expect(outcomes.map(({ hooked }) => hooked)).toEqual([stacksTell, false]);
  const [watched, bare] = outcomes.map(({ json }) => {
    const results = Object.entries(JSON.parse(json) as { [name: string]: object });
    return Object.fromEntries(results.filter(([name]) => knownDifferences[name] === undefined));
  });
  expect(watched).toEqual(bare);
  const done = Object.values(bare ?? {}).filter((result) => 'result' in result);
  expect(done.length).toBeGreaterThanOrEqual(least);
}
