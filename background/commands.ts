import browser, { type Runtime } from 'webextension-polyfill';
import type { Answer, Command } from '../src/protocol/background';
import { parseCommand } from '../src/protocol/background-parse';
import { patternOf } from '../src/watch-list';
import type { Contexts } from './contexts';
import { portsInPatterns } from './registration';
import { setStacks } from './settings';
import { unwatch, watch, watchState } from './watch';

/** Carries out what viewers ask for; content scripts, whose pages may be hostile, can ask for nothing. */
export function acceptCommands(contexts: Contexts, clear: (origin: string) => Promise<void>): void {
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
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
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
        return clear(command.origin);
      case 'reload-tabs':
        return reloadTabs(command.origin);
      case 'watch-state':
        return;
      case 'set-stacks':
        await setStacks(command.on);
        contexts.tell({ type: 'settings', stacks: command.on });
        return;
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
