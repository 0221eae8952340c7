import browser from 'webextension-polyfill';
import type messages from '../../_locales/en/messages.json';

export type MessageName = keyof typeof messages;

/** The text of _locales in the browser's language, with `$1`, `$2` … filled in. */
export function t(name: MessageName, ...values: readonly (string | number)[]): string {
  return browser.i18n.getMessage(name, values.map(String));
}

/** A number as people write it. */
export function n(value: number): string {
  return numbers.format(value);
}

const numbers = new Intl.NumberFormat(browser.i18n.getUILanguage());
