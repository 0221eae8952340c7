import browser from 'webextension-polyfill';
import { endContexts } from '../store/ended';
import type { Committer } from './committer';
import { report } from './report';
import { ring } from './ring';

/**
 * A tab that is closed ends its documents. Not all of them say so (docs/limits.md), and the loss of a
 * connection is not seen by a background that is stopped; this starts it.
 */
export function endWithTabs(committer: Committer): void {
  browser.tabs.onRemoved.addListener((tab) => {
    committer
      .between(async (database) => {
        for (const context of await endContexts(database, tab, Date.now()))
          ring({ type: 'context', context });
      })
      .catch(report);
  });
}
