import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import { Contexts } from './contexts';
import { Latencies } from './latencies';

/** Who is there and connected to what, or how fast messages go between them. */
export function Connections({
  history,
  selection,
}: {
  readonly history: History;
  readonly selection: Selection;
}) {
  return selection.connections.value === 'contexts' ? (
    <Contexts history={history} selection={selection} />
  ) : (
    <Latencies history={history} />
  );
}
