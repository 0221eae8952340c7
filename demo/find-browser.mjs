import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Where Chromium browsers are kept, by system, best first. A name without a folder is looked for on PATH.
 * @param {string} platform as process.platform
 * @param {Record<string, string | undefined>} env
 * @returns {string[]}
 */
export function browserPlaces(platform, env) {
  if (platform === 'darwin') {
    const apps = [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      'Chromium.app/Contents/MacOS/Chromium',
    ];
    return ['/Applications', `${env.HOME ?? ''}/Applications`].flatMap((folder) =>
      apps.map((app) => `${folder}/${app}`),
    );
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ];
    return programs.flatMap((program) => folders.map((folder) => `${folder}\\${program}`));
  }
  return [
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
    'chromium',
    'chromium-browser',
    '/snap/bin/chromium',
  ];
}

/**
 * Where Firefox is kept, by system, best first.
 * @param {string} platform as process.platform
 * @param {Record<string, string | undefined>} env
 * @returns {string[]}
 */
export function firefoxPlaces(platform, env) {
  if (platform === 'darwin')
    return ['/Applications', `${env.HOME ?? ''}/Applications`].flatMap((folder) =>
      ['Firefox', 'Firefox Developer Edition'].map((app) => `${folder}/${app}.app/Contents/MacOS/firefox`),
    );
  if (platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)']]
      .filter((folder) => folder !== undefined)
      .map((folder) => `${folder}\\Mozilla Firefox\\firefox.exe`);
  return ['firefox-esr', 'firefox', 'firefox-developer-edition', '/snap/bin/firefox'];
}

/**
 * The browser to drive: the one that is named, else the first Chromium that is there. `firefox` names the
 * first Firefox.
 * @param {{ named?: string, platform?: string, env?: Record<string, string | undefined>, isProgram?: (file:
 * string) => boolean }} [options]
 * @returns {{ path: string, kind: 'chromium' | 'firefox' } | { path: null, looked: string[] }}
 */
export function findBrowser({
  named,
  platform = process.platform,
  env = process.env,
  isProgram = isExecutable,
} = {}) {
  const wanted = named ?? env.TABSHARK_BROWSER;
  const places =
    wanted === undefined || wanted === '' ? browserPlaces(platform, env) : placesOf(wanted, platform, env);
  for (const place of places) {
    const files =
      path.isAbsolute(place) || place.includes('\\') || place.includes('/') ? [place] : onPath(place, env);
    const found = files.find(isProgram);
    if (found) return { path: found, kind: /firefox[^\\/]*$/i.test(found) ? 'firefox' : 'chromium' };
  }
  return { path: null, looked: places };
}

/** `firefox` is TABSHARK_FIREFOX where that is set. */
function placesOf(wanted, platform, env) {
  if (wanted !== 'firefox') return [wanted];
  return env.TABSHARK_FIREFOX ? [env.TABSHARK_FIREFOX] : firefoxPlaces(platform, env);
}

/**
 * The Firefox to test in; null where there is none.
 * @returns {string | null}
 */
export function findFirefox() {
  return findBrowser({ named: 'firefox' }).path;
}

function onPath(name, env) {
  return (env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name));
}

function isExecutable(file) {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
