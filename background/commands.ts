import browser, { type Runtime } from 'webextension-polyfill';
import type { Answer, Command } from '../src/protocol/background';
import { parseCommand } from '../src/protocol/background-parse';
import { patternOf } from '../src/protocol/watch-list';
import type { Contexts } from './contexts';
import { portsInPatterns } from './registration';
import { changeSettings, settingsForContent } from './settings';
import { unwatch, watch, watchAll, watchState } from './watch';
import { reasonOf } from '../src/reason';

/** What commands do to the store. */
interface Store {
  clear(origin: string): Promise<void>;
  /** Deletes what is beyond the bounds. */
  narrow(): Promise<void>;
}

/** Carries out what viewers ask for; content scripts, whose pages may be hostile, can ask for nothing. */
export function acceptCommands(contexts: Contexts, store: Store): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (!isOwnPage(sender)) return undefined;
    const command = parseCommand(message);
    return command ? answer(command) : undefined;
  });

  async function answer(command: Command): Promise<Answer> {
    try {
      await carryOut(command);
      const origin = 'origin' in command ? command.origin : '';
      return { ok: true, state: await watchState(origin) };
    } catch (error) {
      return { ok: false, message: reasonOf(error) };
    }
  }

  async function carryOut(command: Command): Promise<void> {
    switch (command.type) {
      case 'watch':
        return watch(command.origin);
      case 'unwatch':
        await unwatch(command.origin);
        return contexts.stopUnwatched();
      case 'clear':
        return store.clear(command.origin);
      case 'reload-tabs':
        return reloadTabs(command.origin);
      case 'watch-state':
        return;
      case 'change-settings':
        await changeSettings(command.change);
        contexts.tell(await settingsForContent());
        return store.narrow();
      case 'watch-all':
        await watchAll(command.on);
        return contexts.stopUnwatched();
      case 'order':
        if (await contexts.order(command.context, command.order)) return;
        throw new Error('The page has not done that.');
      default:
        command satisfies never;
    }
  }
}

async function reloadTabs(origin: string): Promise<void> {
  for (const { id } of await browser.tabs.query({ url: patternOf(origin, portsInPatterns) })) {
    if (id !== undefined) await browser.tabs.reload(id);
  }
}

function isOwnPage(sender: Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('')) === true;
}
