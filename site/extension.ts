import type { Browser } from 'webextension-polyfill';
import en from '../_locales/en/messages.json';
import zhCN from '../_locales/zh_CN/messages.json';
import { speakFrom } from '../src/shown/messages';

/** The reader's first language that Tabshark speaks. */
function language(): string {
  const known = navigator.languages.find((name) => /^(en|zh)\b/.test(name));
  return known?.startsWith('zh') ? 'zh-CN' : 'en';
}

const speak = speakFrom(language() === 'en' ? en : zhCN);

/** The viewer's workers by the paths that they have in the extension, as build/site.mjs makes them. */
declare const workers: { readonly [path: string]: string };

/**
 * In the place of webextension-polyfill, for a page that is not of an extension: what the viewer of files
 * asks of it.
 */
const standIn = {
  i18n: {
    getMessage: (name: string, values: string | string[] = []) => speak(name, ...[values].flat()),
    getUILanguage: language,
  },
  runtime: {
    // A worker out of a blob obeys the policy of its page.
    getURL: (path) => URL.createObjectURL(new Blob([workers[path] ?? ''], { type: 'text/javascript' })),
  },
  // As in a private window, nothing is remembered.
  extension: { inIncognitoContext: true },
} satisfies { readonly [name in keyof Browser]?: Partial<Browser[name]> };

export default standIn;
