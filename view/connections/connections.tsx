import type { History } from '../state/history';
import type { Listed } from '../state/listed';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import { Contexts } from '../tables/contexts';
import { Latencies } from '../tables/latencies';
import { Boards } from './boards';
import type { BoardsState } from './boards-state';
import { Rates } from './rates';
import type { RatesState } from './rates-state';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly boards: BoardsState;
  readonly rates: RatesState;
  readonly listed: Listed;
  readonly nameOf: NameOf;
  /** It is being recorded: what lasts goes on. */
  readonly live: boolean;
}

/**
 * Who is connected to what, what their messages cost, who is there and was, or how fast messages go between
 * them.
 */
export function Connections({ history, selection, boards, rates, listed, nameOf, live }: Props) {
  switch (selection.connections.value) {
    case 'boards':
      return <Boards history={history} selection={selection} state={boards} nameOf={nameOf} live={live} />;
    case 'rates':
      return <Rates answer={rates.answer} selection={selection} nameOf={nameOf} />;
    case 'contexts':
      return <Contexts history={history} selection={selection} rows={listed.contexts} />;
    case 'latencies':
      return <Latencies history={history} latencies={listed.latencies} />;
  }
}
