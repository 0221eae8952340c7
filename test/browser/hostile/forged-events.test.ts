import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { isWriteOf, recordsAfterWrite, recordsWhen } from './attack';

describeInBoth('a page that makes events', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/early': `<!doctype html><title>early</title><script>
        window.hellos = [];
        for (const type of ['load', 'tabshark-hello'])
          for (const target of [window, document])
            target.addEventListener(type, (event) => {
              if (event.isTrusted) return;
              hellos.push(event.type);
              window.node = event.submitter;
            }, true);
      </script>`,
    }),
  );

  it('hears no hello, and can not pass for one of our scripts with a hello of its own', async () => {
    const page = await browser.open(`${site.origin}/early`);
    const before = (await browser.stored(site.origin)).records.length;
    const answered = await page.evaluate(() => {
      const node = document.createElement('i');
      const orders: string[] = [];
      node.addEventListener('order', (event) => orders.push(String((event as CustomEvent).detail)));
      for (const type of ['load', 'tabshark-hello'])
        document.dispatchEvent(new SubmitEvent(type, { submitter: node }));
      node.dispatchEvent(
        new CustomEvent('batch', {
          detail: '1:[{"type":"lifecycle","time":1,"channel":{"kind":"document","name":""},"state":"gone"}]',
        }),
      );
      localStorage.setItem('after the false hello', '1');
      return orders;
    });
    expect(answered).toEqual([]);
    // Its own listener hears its own event alone: ours was over before its code ran.
    expect(await page.evaluate(() => (window as unknown as { hellos: string[] }).hellos)).toEqual([
      'load',
      'tabshark-hello',
      'tabshark-hello',
    ]);
    const records = await recordsWhen(browser, site.origin, 'its write', isWriteOf('after the false hello'));
    expect(
      records.slice(before).filter((record) => record.type === 'lifecycle' && record.time === 1),
    ).toEqual([]);
    await page.close();
  });

  it('can not pass off events of its own as the end, the sleep or the return of its document', async () => {
    const page = await browser.open(`${site.origin}/pretending`);
    await page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      for (const name of ['freeze', 'resume', 'visibilitychange', 'prerenderingchange'])
        document.dispatchEvent(new Event(name));
    });
    const records = await recordsAfterWrite(browser, page, site.origin, 'after pretending');
    const own = records.find(isWriteOf('after pretending'))?.context;
    const states = records.flatMap((record) =>
      record.type === 'lifecycle' && record.context === own ? [record.state] : [],
    );
    expect(
      states.filter((state) => state !== 'created' && state !== 'hidden' && state !== 'visible'),
    ).toEqual([]);
    expect(states.filter((state) => state === 'visible')).toEqual([]);
    await page.close();
  });

  it('that was open before our scripts came hears their hello, and can forge by it what it does itself alone', async () => {
    const page = await browser.open(`${site.origin}/early`);
    await browser.restartExtension();
    const late = await waitFor('its next context', async () =>
      (await browser.stored(site.origin)).contexts.find(({ partial }) => partial),
    );
    await page.evaluate((time) => {
      const { node } = window as unknown as { node: EventTarget };
      const channel = { kind: 'local-storage', name: '' };
      const write = { type: 'storage-write', time, channel, method: 'setItem', key: 'forged' };
      const detail = `1:${JSON.stringify([{ ...write, oldValue: null, newValue: '1', context: 'another' }])}`;
      node.dispatchEvent(new CustomEvent('batch', { detail }));
    }, Date.now());
    const records = await recordsWhen(browser, site.origin, 'the forged record', isWriteOf('forged'));
    expect(records.find(isWriteOf('forged'))?.context).toBe(late.id);
    await page.close();
  });
});
