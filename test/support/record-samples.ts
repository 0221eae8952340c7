import type { Context } from '../../src/record/record';

/** For tests: a context with everything that a test does not care about. */
export function contextOf(id: string, known: Partial<Context> = {}): Context {
  return {
    id,
    origin: 'http://x',
    url: 'http://x/',
    title: id,
    favicon: '',
    tab: null,
    frame: 0,
    document: null,
    topOrigin: 'http://x',
    incognito: false,
    partial: false,
    created: 0,
    ended: null,
    closed: null,
    browser: 'chromium',
    clockAhead: 0,
    openerTab: null,
    ...known,
  };
}
