import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('call stacks', (launch, kind) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/one': `<!doctype html><title>one</title><link rel="icon" href="data:,"><script>
        function save() { localStorage.setItem('with a stack', Math.random()); }
      </script>`,
    }),
  );

  it('are recorded only when they are switched on, without frames of the extension', async () => {
    const page = await browser.open(`${site.origin}/one`);
    const popup = await browser.openPopup(site.origin);
    const stacks = async (): Promise<string[]> =>
      (await browser.stored(site.origin)).records.flatMap((record) =>
        record.type === 'storage-write' && record.stack !== undefined ? [record.stack] : [],
      );
    await page.evaluate('save()');
    await waitFor('the write', async () =>
      (await browser.stored(site.origin)).records.some(({ type }) => type === 'storage-write'),
    );
    expect(await stacks()).toEqual([]);
    await popup.waitForSelector('.stacks');
    await popup.click('.stacks');
    await waitFor('the switch', () =>
      popup.$eval('.stacks', (button) => button.getAttribute('aria-pressed') === 'true'),
    );
    const stack = await waitFor('a stack', async () => {
      await page.evaluate('save()');
      return (await stacks())[0];
    });
    const line =
      kind === 'chromium'
        ? /^\s*at save \(http:\/\/localhost:\d+\/one:2:\d+\)/
        : /^save@http:\/\/localhost:\d+\/one:2:\d+/;
    expect(stack).toMatch(line);
    expect(stack).not.toContain('extension:');
    expect(stack).not.toContain('anonymous code');
  });
});
