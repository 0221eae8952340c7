import { browserPlaces, findBrowser } from './find-browser.mjs';

describe('finding a browser', () => {
  it('takes the first of the known places that holds a program', () => {
    const isProgram = (file: string): boolean =>
      file === '/opt/bin/chromium' || file === '/opt/bin/microsoft-edge';
    expect(findBrowser({ platform: 'linux', env: { PATH: '/usr/bin:/opt/bin' }, isProgram })).toEqual({
      path: '/opt/bin/microsoft-edge',
      kind: 'chromium',
    });
  });

  it('takes the named browser and no other', () => {
    const isProgram = (file: string): boolean => file === '/usr/bin/chromium';
    const env = { PATH: '/usr/bin', TABSHARK_BROWSER: '/my/browser' };
    expect(findBrowser({ platform: 'linux', env, isProgram })).toEqual({
      path: null,
      looked: ['/my/browser'],
    });
    expect(findBrowser({ named: '/usr/bin/chromium', platform: 'linux', env, isProgram })).toEqual({
      path: '/usr/bin/chromium',
      kind: 'chromium',
    });
  });

  it('takes the first Firefox that is there, where it is asked for one', () => {
    const isProgram = (file: string): boolean => file === '/opt/firefox' || file === '/usr/bin/chromium';
    const env = { PATH: '/usr/bin:/opt' };
    expect(findBrowser({ named: 'firefox', platform: 'linux', env, isProgram })).toEqual({
      path: '/opt/firefox',
      kind: 'firefox',
    });
    expect(
      findBrowser({
        named: 'firefox',
        platform: 'linux',
        env: { TABSHARK_FIREFOX: '/my/firefox' },
        isProgram,
      }),
    ).toEqual({ path: null, looked: ['/my/firefox'] });
  });

  it('says where it looked when there is none', () => {
    const found = findBrowser({ platform: 'darwin', env: { HOME: '/Users/ada' }, isProgram: () => false });
    expect(found).toEqual({ path: null, looked: browserPlaces('darwin', { HOME: '/Users/ada' }) });
    expect(found).toHaveProperty(
      'looked',
      expect.arrayContaining(['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']),
    );
  });

  it('knows where Windows keeps Chrome and Edge', () => {
    const places = browserPlaces('win32', {
      PROGRAMFILES: 'C:\\Program Files',
      LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local',
    });
    expect(places).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(places).toContain('C:\\Users\\ada\\AppData\\Local\\Microsoft\\Edge\\Application\\msedge.exe');
  });
});
