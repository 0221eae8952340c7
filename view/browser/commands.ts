import browser from 'webextension-polyfill';
import type { Answer, Command } from '../../src/protocol/background';
import { patternOf } from '../../src/protocol/watch-list';

export function command(message: Command): Promise<Answer> {
  return browser.runtime.sendMessage(message);
}

/**
 * Asks the browser for a site and has it watched. To be called from a click, first thing: the prompt needs
 * the gesture. The background is told before the prompt is answered, since the prompt may close the popup.
 * false: the user refused.
 */
export async function watchSite(origin: string): Promise<boolean> {
  const told = command({ type: 'watch', origin });
  const granted = await browser.permissions.request({ origins: [patternOf(origin, false)] });
  await told;
  if (!granted) await command({ type: 'unwatch', origin });
  return granted;
}
