import type { History } from '../state/history';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import { Contexts } from '../tables/contexts';
import { Latencies } from '../tables/latencies';
import { Boards } from './boards';
import type { BoardsState } from './boards-state';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly boards: BoardsState;
  readonly nameOf: NameOf;
  /** It is being recorded: what lasts goes on. */
  readonly live: boolean;
}

/** Who is connected to what, who is there and was, or how fast messages go between them. */
export function Connections({ history, selection, boards, nameOf, live }: Props) {
  switch (selection.connections.value) {
    case 'boards':
      return <Boards selection={selection} state={boards} nameOf={nameOf} live={live} />;
    case 'contexts':
      return <Contexts history={history} selection={selection} />;
    case 'latencies':
      return <Latencies history={history} />;
  }
}
