import type { View } from '../../src/capture/view';
import type { ContextInfo, LatencyRow } from '../../src/exchange/types';
import { useAnswer } from './answers';
import { isOfExchanges, listOf, type CountsAt } from './counts';
import type { FindingsState } from './findings';
import type { History } from './history';
import { everyRecord, type Selection } from './selection';

/** What the lists hold that have no state of their own, of the one that is shown. */
export interface Listed {
  /** Raw records that pass. */
  readonly events: View;
  /** Those that live first. */
  readonly contexts: readonly ContextInfo[];
  readonly latencies: readonly LatencyRow[];
  /** null: not known yet. */
  readonly counts: CountsAt | null;
}

export function useListed(
  history: History,
  selection: Selection,
  view: View,
  { all, shown }: FindingsState,
): Listed {
  const list = listOf(selection);
  const { filter, window } = view;
  const events: View = { ...view, ...everyRecord };
  const records = useAnswer(
    history.client,
    list === 'records' && !isOfExchanges(selection) ? { ask: 'events', view: events, from: 0, to: 0 } : null,
  );
  const contexts = useAnswer(
    history.client,
    list === 'contexts' ? { ask: 'contexts', filter, window } : null,
  );
  const latencies = useAnswer(
    history.client,
    list === 'latencies' ? { ask: 'latencies', filter, window } : null,
  );
  const passing = new Set(contexts?.passing);
  const isGone = ({ state }: ContextInfo): number => Number(state === 'gone');

  function countsOf(): CountsAt | null {
    switch (list) {
      case 'findings':
        // They are not of all that was read, but of what was analysed.
        return all && shown && { shown: shown.length, total: all.length, version: Infinity };
      case 'contexts':
        return (
          contexts && {
            shown: passing.size,
            total: contexts.contexts.length,
            version: contexts.version,
          }
        );
      case 'latencies':
        return (
          latencies && {
            shown: latencies.latencies.length,
            total: latencies.all,
            version: latencies.version,
          }
        );
      default:
        return records && { shown: records.total, total: records.all, version: records.version };
    }
  }

  return {
    events,
    contexts: (contexts?.contexts ?? [])
      .filter(({ context }) => passing.has(context.id))
      .sort((a, b) => isGone(a) - isGone(b)),
    latencies: latencies?.latencies ?? [],
    counts: countsOf(),
  };
}
