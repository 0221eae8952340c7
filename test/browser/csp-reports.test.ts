import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeInBoth } from './harness/both';
import { waitFor } from './harness/wait';
import type { Attacked } from './hostile/attack';

const policy = "connect-src 'none'; worker-src 'none'; report-uri /old";
const page = `<!doctype html><title>policy</title><link rel="icon" href="data:,"><body><script>
  window.violations = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => violations.push([violatedDirective, sourceFile]));
  window.stacks = [];
  for (const call of [
    () => new WebSocket('ws://localhost:1/'),
    () => new SharedWorker('/worker.js'),
    () => new BroadcastChannel('x').postMessage(() => 1),
    () => localStorage.setItem({ toString() { throw new Error('own'); } }, 'x'),
  ]) try { call(); } catch (error) { stacks.push(String(error.stack)); }
</script></body>`;

/**
 * Violations of a Content-Security-Policy in calls that page/ hooks. Collectors drop what names an extension.
 */
describeInBoth('a page whose policy refuses what it calls', (launch) => {
  let browser: Attacked;
  let server: http.Server;
  let origin: string;
  const reports: string[] = [];

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      if (request.method === 'POST') {
        let body = '';
        request.on('data', (part: Buffer) => (body += part.toString()));
        request.on('end', () => {
          reports.push(`${request.url ?? ''} ${body}`);
          response.end();
        });
        return;
      }
      response
        .writeHead(200, {
          'content-type': 'text/html',
          'content-security-policy': policy,
        })
        .end(page);
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  it('names no extension in its events, its reports and its stacks', async () => {
    const opened = await browser.open(`${origin}/policy`);
    const { violations, stacks } = await waitFor('both violations', async () => {
      const seen = await opened.evaluate(() => {
        const { violations: found, stacks: told } = window as unknown as {
          violations: [string, string][];
          stacks: string[];
        };
        return { violations: found, stacks: told };
      });
      return seen.violations.length >= 2 && seen;
    });
    const sent = await waitFor('reports of both', () =>
      Promise.resolve(
        ['connect-src', 'worker-src'].every((name) => reports.some((text) => text.includes(name))) && reports,
      ),
    );
    expect(violations.map(([directive]) => directive).sort()).toEqual(['connect-src', 'worker-src']);
    expect(stacks.length).toBeGreaterThan(1);
    const texts = [...violations.map(([, file]) => file), ...sent, ...stacks];
    expect(texts.filter((text) => text.includes('extension'))).toEqual([]);
  });
});
