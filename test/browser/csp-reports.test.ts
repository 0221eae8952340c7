import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { waitFor } from './harness/wait';

const refused = "connect-src 'none'; worker-src 'none'";
const page = `<!doctype html><title>policy</title><link rel="icon" href="data:,"><body><script>
  window.violations = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => violations.push([violatedDirective, sourceFile]));
  window.observed = [];
  if (window.ReportingObserver)
    new ReportingObserver((reports) => observed.push(...reports.map(({ body }) => [body.effectiveDirective, body.sourceFile])), { buffered: true }).observe();
  window.stacks = [];
  for (const call of [
    () => new WebSocket('ws://localhost:1/'),
    () => new SharedWorker('/worker.js'),
    () => new BroadcastChannel('x').postMessage(() => 1),
    () => localStorage.setItem({ toString() { throw new Error('own'); } }, 'x'),
  ]) try { call(); } catch (error) { stacks.push(String(error.stack)); }
</script></body>`;

interface ReportedSite {
  readonly origin: string;
  readonly reports: readonly string[];
  close(): Promise<void>;
}

/** Serves one page, and keeps what browsers report of its policy. */
async function startReportedSite(): Promise<ReportedSite> {
  const reports: string[] = [];
  const server = http.createServer((request, response) => {
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        reports.push(`${request.url ?? ''} ${body}`);
        response.end();
      });
      return;
    }
    const reported = request.url === '/new' ? 'report-to new' : 'report-uri /old';
    response
      .writeHead(200, {
        'content-type': 'text/html',
        'content-security-policy': `${refused}; ${reported}`,
        'reporting-endpoints': `new="http://${request.headers.host ?? ''}/new"`,
      })
      .end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    reports,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * Violations of a Content-Security-Policy in calls that page/ hooks. Collectors drop what names an extension.
 */
describeInBoth('a page whose policy refuses what it calls', (launch) => {
  const { browser, site } = withBrowser(launch, startReportedSite);

  it('names no extension in its events, its reports and its stacks', async () => {
    const opened = await browser.open(`${site.origin}/policy`);
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
        ['connect-src', 'worker-src'].every((name) => site.reports.some((text) => text.includes(name))) &&
          site.reports,
      ),
    );
    expect(violations.map(([directive]) => directive).sort()).toEqual(['connect-src', 'worker-src']);
    expect(stacks.length).toBeGreaterThan(1);
    const texts = [...violations.map(([, file]) => file), ...sent, ...stacks];
    expect(texts.filter((text) => text.includes('extension'))).toEqual([]);
  });

  it('names none in what the Reporting API tells either', async () => {
    const opened = await browser.open(`${site.origin}/new`);
    const observed = await waitFor('what it tells', async () => {
      const { all, told } = await opened.evaluate(() => {
        const of = window as unknown as { violations: object[]; observed: [string, string][] };
        // Firefox tells observers of one of them or of none.
        const isFirefox = navigator.userAgent.includes('Firefox');
        return { all: (isFirefox ? of.violations : of.observed).length >= 2, told: of.observed };
      });
      return all && told;
    });
    expect(observed.filter(([, file]) => file.includes('extension'))).toEqual([]);
  });
});
