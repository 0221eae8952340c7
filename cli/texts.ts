import en from '../_locales/en/messages.json';
import zhCN from '../_locales/zh_CN/messages.json';
import { speakFrom, type Speak } from '../src/shown/messages';

/** Texts of ours in one language. */
export interface Texts {
  readonly t: Speak<keyof typeof en>;
  /** For texts whose names are put together in src/. */
  readonly any: Speak;
  readonly n: (value: number) => string;
}

export function textsIn(lang: string): Texts {
  const isChinese = lang.toLowerCase().startsWith('zh');
  const any = speakFrom(isChinese ? zhCN : en);
  const numbers = new Intl.NumberFormat(isChinese ? 'zh-CN' : 'en');
  return { t: any, any, n: (value) => numbers.format(value) };
}

/** As POSIX has it: `zh_CN.UTF-8`. */
export function langOf(env: { readonly [name: string]: string | undefined }): string {
  return env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en';
}
