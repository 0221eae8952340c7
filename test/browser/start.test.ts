import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFirefox } from '../../demo/find-browser.mjs';
import { openDemo } from '../../demo/open-demo.mjs';
import { startServer } from '../../demo/server.mjs';
import { waitFor } from './harness/wait';

describe('npm start', () => {
  let temporary: string;
  let started: Started | null = null;

  beforeEach(() => {
    temporary = mkdtempSync(path.join(os.tmpdir(), 'tabshark-start-'));
  });

  afterEach(async () => {
    // A test that failed half-way leaves it running.
    started?.child.kill();
    await started?.code;
    rmSync(temporary, { recursive: true, force: true });
  });

  interface Started {
    readonly child: ChildProcess;
    said(): string;
    readonly code: Promise<number | null>;
  }

  function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
    const child = spawn(process.execPath, ['demo/start.mjs', ...args], {
      cwd: path.resolve(__dirname, '../..'),
      env: { ...process.env, TMPDIR: temporary, ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        said += text.toString();
      });
    }
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    started = { child, said: () => said, code };
    return started;
  }

  const firefox = findFirefox();
  const browsers = [
    { name: 'Chromium', args: [] },
    ...(firefox ? [{ name: 'Firefox', args: [`--browser=${firefox}`] }] : []),
  ];
  it.each(browsers)(
    'serves the demo and opens $name, and leaves nothing behind when it is interrupted',
    async ({ args }) => {
      const { child, said, code } = start(['--headless', ...args]);
      const url = await waitFor('the address of the demo', () => /http:[^\s,]+/.exec(said())?.[0], 40_000);
      expect(await (await fetch(url)).text()).toContain('Tabshark demo');
      child.kill('SIGINT');
      expect(await code).toBe(0);
      await expect(fetch(url)).rejects.toThrow();
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it('says which browser it looked for and how to name one', async () => {
    const { said, code } = start(['--headless', '--browser=/no/such/browser']);
    expect(await code).toBe(1);
    expect(said()).toContain('/no/such/browser');
    expect(said()).toContain('--browser=/path/to/browser');
  });

  (process.platform === 'linux' ? it : it.skip)('says that there is no display (Linux alone)', async () => {
    const { said, code } = start([], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect(await code).toBe(1);
    expect(said()).toContain('There is no display');
    expect(said()).toContain('--headless');
  });

  (firefox ? it : it.skip)('opens Firefox too, where there is one, and shows what its tabs say', async () => {
    const server = await startServer({ port: 0 });
    const browser = await openDemo({
      executablePath: firefox ?? '',
      kind: 'firefox',
      headless: true,
      extension: path.resolve(__dirname, '../../dist/firefox'),
      url: server.url,
      started: () => undefined,
    });
    try {
      const [first, , viewer] = await browser.pages();
      if (!first || !viewer) throw new Error('not three tabs');
      await viewer.waitForSelector('.views');
      await first.evaluate(() => {
        localStorage.setItem('of the demo', '1');
      });
      await viewer.waitForFunction(() => document.body.innerText.includes('of the demo'), { polling: 200 });
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
