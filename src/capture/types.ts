import type { ConnectionsAnswer, ConnectionsQuestion } from './connections/types';
import type {
  EventsAnswer,
  EventsQuestion,
  ExchangeAnswer,
  ExchangeQuestion,
  MembersAnswer,
  MembersQuestion,
  RecordAnswer,
  RecordQuestion,
  RecordsAnswer,
  RecordsQuestion,
} from './rows/details-types';
import type {
  ChannelsAnswer,
  ChannelsQuestion,
  ChipsAnswer,
  ChipsQuestion,
  ContextsAnswer,
  ContextsQuestion,
  FindingsAnswer,
  FindingsQuestion,
  LatenciesAnswer,
  LatenciesQuestion,
  StatusAnswer,
  StatusQuestion,
  ValuesAnswer,
  ValuesQuestion,
} from './lists/list-types';
import type { RateAnswer, RateQuestion, RatesAnswer, RatesQuestion } from './rates/types';
import type { PlaceAnswer, PlaceQuestion, ProblemQuestion, RowsAnswer, RowsQuestion } from './rows/row-types';
import type {
  KeyAnswer,
  KeyQuestion,
  StepAnswer,
  StepQuestion,
  StorageAnswer,
  StorageQuestion,
} from './storage/types';
import type { TimelineAnswer, TimelineQuestion } from './timeline/types';

/**
 * What can be asked of a capture, and the answers: plain values that pass through postMessage. Times are
 * milliseconds since the epoch. Every answer is as of a `version`; asking the same again at that version
 * costs nothing.
 */
export type Question =
  | StatusQuestion
  | RowsQuestion
  | PlaceQuestion
  | ProblemQuestion
  | ExchangeQuestion
  | RecordQuestion
  | MembersQuestion
  | RecordsQuestion
  | EventsQuestion
  | FindingsQuestion
  | ContextsQuestion
  | ChannelsQuestion
  | ChipsQuestion
  | LatenciesQuestion
  | RateQuestion
  | RatesQuestion
  | StorageQuestion
  | KeyQuestion
  | StepQuestion
  | TimelineQuestion
  | ValuesQuestion
  | ConnectionsQuestion;

/** By the `ask` of its question. */
export interface Answers {
  readonly status: StatusAnswer;
  readonly rows: RowsAnswer;
  readonly place: PlaceAnswer;
  readonly problem: PlaceAnswer;
  readonly exchange: ExchangeAnswer;
  readonly record: RecordAnswer;
  readonly members: MembersAnswer;
  readonly records: RecordsAnswer;
  readonly events: EventsAnswer;
  readonly findings: FindingsAnswer;
  readonly contexts: ContextsAnswer;
  readonly channels: ChannelsAnswer;
  readonly chips: ChipsAnswer;
  readonly latencies: LatenciesAnswer;
  readonly rate: RateAnswer;
  readonly rates: RatesAnswer;
  readonly storage: StorageAnswer;
  readonly key: KeyAnswer;
  readonly step: StepAnswer;
  readonly timeline: TimelineAnswer;
  readonly values: ValuesAnswer;
  readonly connections: ConnectionsAnswer;
}

export type AnswerTo<Q extends Question> = Answers[Q['ask']];

export type Asked<Ask extends Question['ask']> = Question & { readonly ask: Ask };

/** How a viewer's main thread asks the capture in its worker. */
export interface CaptureClient {
  /** Answers come in the order of the questions. Rejects where the worker could not answer. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
  /** The version that answers have from now on; at most once a frame a new one. */
  version(): number;
  /** Hears of each new version; the return value ends that. */
  onVersion(heard: (version: number) => void): () => void;
  /** Freezes what is shown; what comes meanwhile waits. */
  pause(paused: boolean): void;
  close(): void;
}
