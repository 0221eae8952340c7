import type { Page } from 'puppeteer-core';
import type { Driver } from './driver';

/** The options page in a window of its own. */
export async function openOptions({ openOwn }: Driver): Promise<Page> {
  const page = await openOwn('options/options.html');
  await page.waitForSelector('[name=records]');
  return page;
}

/** Types a number into a field, as a person does, and leaves it by the Enter key. */
export async function setNumber(options: Page, name: string, text: string): Promise<void> {
  await options.bringToFront();
  const field = await options.$(`[name=${name}]`);
  if (!field) throw new Error(`no field ${name}`);
  await field.focus();
  await field.evaluate((input) => {
    (input as HTMLInputElement).select();
  });
  if (text === '') await options.keyboard.press('Delete');
  else await options.keyboard.type(text);
  await options.keyboard.press('Enter');
}
