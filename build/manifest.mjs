import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * What each browser has beside manifest.json, which both share. Permissions here come on top of the shared
 * ones. Firefox asks for no permission to show a tab's icon or a sidebar. For a panel in its developer tools
 * it does, and would at installation, were the permission not optional.
 */
const only = {
  chrome: {
    minimum_chrome_version: '120',
    incognito: 'split',
    // As Firefox always has it: JSON would escape the JSON that records are.
    message_serialization: 'structured_clone',
    background: { service_worker: 'background/main.js' },
    permissions: ['favicon', 'sidePanel'],
    side_panel: { default_path: 'side/side.html' },
  },
  firefox: {
    background: { scripts: ['background/main.js'] },
    devtools_page: 'panel/devtools.html',
    optional_permissions: ['devtools'],
    sidebar_action: {
      default_title: 'Tabshark',
      default_panel: 'side/side.html',
      default_icon: { 16: 'icons/16.png', 32: 'icons/32.png' },
      open_at_install: false,
    },
    browser_specific_settings: {
      gecko: {
        id: 'tabshark@tabshark.dev',
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  },
};

/** The extension's id in Firefox. */
export const firefoxId = only.firefox.browser_specific_settings.gecko.id;

/**
 * The manifest of `dist/TARGET`, as text. The version is that of package.json alone.
 * @param {{ panel?: boolean }} [options] `panel`: in Chromium too, which takes it for access to all sites
 * (docs/decisions/0009)
 */
export async function manifestText(root, target, { panel = false } = {}) {
  const read = async (name) => JSON.parse(await readFile(path.join(root, name), 'utf8'));
  const shared = await read('manifest.json');
  const { version } = await read('package.json');
  const { permissions = [], ...rest } = only[target];
  const manifest = {
    ...shared,
    version,
    permissions: [...shared.permissions, ...permissions].sort(),
    ...rest,
    ...(panel ? { devtools_page: only.firefox.devtools_page } : {}),
  };
  return JSON.stringify(manifest, null, 2) + '\n';
}
