import browser from 'webextension-polyfill';
import type messages from '../../_locales/en/messages.json';
import { filledIn, placeholders } from '../../src/shown/messages';

export type MessageName = keyof typeof messages;

/** The text of _locales in the browser's language, with `$1`, `$2` … filled in. */
export function t(name: MessageName, ...values: readonly (string | number)[]): string {
  const text = texts.get(name) ?? browser.i18n.getMessage(name, placeholders);
  texts.set(name, text);
  return filledIn(text, values.map(String));
}

/** Asked of the browser once: a row of a list has some ten of them. */
const texts = new Map<MessageName, string>();

/** A number as people write it. */
export function n(value: number): string {
  return numbers.format(value);
}

const numbers = new Intl.NumberFormat(browser.i18n.getUILanguage());
