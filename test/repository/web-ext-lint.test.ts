import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './files';

/**
 * What addons.mozilla.org would say of the package; nothing of it is loaded from the network. `npm test`
 * builds first.
 */
it('web-ext lint finds nothing in dist/firefox', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      path.join(root, 'node_modules/web-ext/bin/web-ext.js'),
      'lint',
      '--no-input',
      '--no-config-discovery',
      '--output=json',
      '--source-dir=dist/firefox',
    ],
    { cwd: root },
  );
  const { summary, errors, warnings, notices } = JSON.parse(stdout) as { [name: string]: unknown };
  expect({ errors, warnings, notices }).toEqual({ errors: [], warnings: [], notices: [] });
  expect(summary).toEqual({ errors: 0, warnings: 0, notices: 0 });
}, 120_000);
