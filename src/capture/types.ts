import type { ConnectionsAnswer, ConnectionsQuestion } from './connections/types';
import type {
  ContextInfo,
  Deed,
  Exchange,
  LatencyRow,
  MeasuredLatency,
  RecordRef,
  Verdict,
} from '../exchange/types';
import type { Finding, FindingCode, Severity } from '../findings/types';
import type { Mistake } from '../filter/syntax';
import type { Channel, ChannelKind, Context, Record, Text } from '../record/record';
import type { Span } from '../shown/span';
import type { RateOf, RatesAnswer, RatesQuestion } from './rates/types';
import type { AreaName } from './storage/areas';
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

interface Answer {
  readonly version: number;
}

/** What a person looks at: two questions with an equal view mean the same list. */
export interface View {
  /** `exchanges`: a row for what was sent, with who it reached. `events`: a row for each raw record. */
  readonly mode: 'exchanges' | 'events';
  /** As typed. One that cannot be read filters nothing: `filterError` of the answer says so. */
  readonly filter: string;
  /** null: all. Empty: none. */
  readonly kinds: readonly ChannelKind[] | null;
  /** Only what has an error or a warning, failed, or made a handler throw. */
  readonly problemsOnly: boolean;
  readonly window: TimeWindow | null;
  /** null: by time, the oldest first. Thin rows (`presence`) are there only then. */
  readonly sort: Sort | null;
  /** Ids of rows whose deliveries, or whose folded rows, are shown below them. */
  readonly expanded: readonly string[];
  /** Whether equal sends and reconnects fold into one row. */
  readonly fold: boolean;
}

/** Both times belong to it. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

export type SortColumn = 'time' | 'from' | 'channel' | 'content' | 'size' | 'reached' | 'slowest' | 'finding';

export interface Sort {
  readonly by: SortColumn;
  readonly descending: boolean;
}

// ---- The capture itself

/** How much is held, and in which state. */
export interface StatusQuestion {
  readonly ask: 'status';
}

export interface StatusAnswer extends Answer {
  readonly origin: string;
  /** The end of the history is there, the rest is still read or analysed. */
  readonly loading: boolean;
  readonly paused: boolean;
  /** Records that came while it is paused. */
  readonly waiting: number;
  /** How many older records it does not hold. */
  readonly leftOut: number;
  readonly records: number;
  /** UTF-16 units of what is held, roughly; 0 where nobody counted. */
  readonly size: number;
  /** Times of the oldest and the latest record; null where there is none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Badges: one for each finding. */
  readonly problems: { readonly [severity in Severity]: number };
  /** Documents that are there now, and how many of them are seen only in part. */
  readonly open: number;
  readonly partial: number;
  /** What the worker could not do: read the store, say. '' where all is well. */
  readonly trouble: string;
}

// ---- The list

/** Rows `from` (included) to `to` (not included) of a view. */
export interface RowsQuestion {
  readonly ask: 'rows';
  readonly view: View;
  /** Negative numbers count from the end: -50 to Infinity are the last 50. */
  readonly from: number;
  readonly to: number;
}

export interface RowsAnswer extends Answer {
  /** Rows of the view, thin ones and expanded ones included. */
  readonly total: number;
  /** Exchanges (or records, by the mode) that pass, each folded one counted. */
  readonly passing: number;
  /** The same without filter, kinds, window and problemsOnly. */
  readonly all: number;
  /** Index of the first of `rows`. */
  readonly first: number;
  readonly rows: readonly Row[];
  /** false: the filter goes on, the newest first, and the version counts up as it does. */
  readonly complete: boolean;
  /**
   * Where in the filter it cannot be read, in UTF-16 units, and why (the name of a message); null where it
   * can.
   */
  readonly filterError: FilterError | null;
}

export type FilterError = Mistake;

export type Row = ExchangeRow | DeliveryRow | PresenceRow | EventRow;

interface AnyRow {
  /** Unique in its view, and the same for as long as its records are held. */
  readonly id: string;
  readonly time: number;
  /** What its details are about. */
  readonly record: RecordRef;
  /** 0; below an expanded fold or exchange one more. */
  readonly depth: number;
}

/** Somebody that is no watched document. `unseen`: no hook saw who wrote it. */
export type Place = 'shared-worker' | 'service-worker' | 'server' | 'browser' | 'unseen';

/** A write or send, a lock request, an upgrade, a socket's life: one row with who it reached. */
export interface ExchangeRow extends AnyRow {
  readonly row: 'exchange';
  /** Id of the exchange, `context/seq` of its first record. A fold has the same with `*` behind it. */
  readonly id: string;
  /** Documents that can have sent it: one, or several where nothing tells which; none where `place` did. */
  readonly writers: readonly string[];
  /** Who sent it where no document did. */
  readonly place: Place | null;
  readonly certain: boolean;
  readonly channel: Channel;
  /** The storage key, or the name that the Channel column shows: a lock's, a worker's URL, a database's. */
  readonly subject: string;
  /** The API's own word: setItem, postMessage, storage … */
  readonly action: string;
  readonly content: readonly Span[];
  /**
   * Bytes as far as they are known, else UTF-16 units; null where there is nothing to measure. Of a fold: in
   * all.
   */
  readonly size: number | null;
  readonly reached: readonly Reached[];
  /** Instead of badges: granted, waiting, open. */
  readonly reachedNote: Span | null;
  readonly slowest: Slowest | null;
  readonly marks: readonly Mark[];
  /** It failed, made a handler throw, or has an error or a warning. */
  readonly problem: boolean;
  /** The native call threw. */
  readonly failed: boolean;
  readonly fold: Fold | null;
  /** It has deliveries, or folded rows, to show below it. */
  readonly expandable: boolean;
  readonly expanded: boolean;
}

/** Equal sends within a second, or one socket's reconnects: so many rows as one. */
export interface Fold {
  readonly kind: 'equal' | 'reconnects';
  readonly count: number;
  /** Time of the last of them. */
  readonly until: number;
  /** Ids of the folded rows, the first 1,000 of them. */
  readonly ids: readonly string[];
}

/**
 * Who got it, or should have. `sent`: into a worker or to a server, where nobody sees whether it was heard.
 */
export interface Reached {
  readonly who: { readonly context: string } | { readonly place: Place };
  readonly verdict: Verdict | 'sent';
}

export interface Slowest {
  readonly milliseconds: number;
  /** What the coarser clock can tell, in milliseconds. */
  readonly resolution: number;
  readonly approximate: boolean;
  /** The time to the reply, not to a receive. */
  readonly isReply: boolean;
}

/** A finding that this is evidence of: each code once, the most severe first. */
export interface Mark {
  readonly id: string;
  readonly code: FindingCode;
  readonly severity: Severity;
}

/** Below an expanded exchange: what one document got of it. */
export interface DeliveryRow extends AnyRow {
  readonly row: 'delivery';
  /** `exchange>context`. `record` is the receive or storage event; the send where there is none. */
  readonly id: string;
  readonly exchange: string;
  readonly who: Reached['who'];
  readonly verdict: Reached['verdict'];
  /** As of the verdict: since when it is frozen, closed, without a listener; null where that is not known. */
  readonly since: number | null;
  readonly latency: MeasuredLatency | null;
  /** What the handlers did; null where it is not known or there were none. */
  readonly deeds: readonly DeedDone[];
  /** So many more, of other kinds. */
  readonly moreDeeds: number;
  /** Milliseconds that a handler still ran after the event; null where no record shows it. */
  readonly ranFor: number | null;
  readonly threw: RecordRef | null;
  /** Findings of the receive. */
  readonly marks: readonly Mark[];
}

export type DeedDone = Deed;

export const presences = [
  'opened',
  'frozen',
  'resumed',
  'bfcached',
  'restored',
  'discarded',
  'gone',
  'listener-gone',
  'listener-added',
  'channel-closed',
  'records-lost',
] as const;
export type Presence = (typeof presences)[number];

/** A thin line: who could hear has changed. */
export interface PresenceRow extends AnyRow {
  readonly row: 'presence';
  /** `!context/seq` of its record. */
  readonly id: string;
  readonly context: string;
  readonly what: Presence;
  /** Of listener-gone, listener-added and channel-closed. */
  readonly channel: Channel | null;
  /** Milliseconds that the state before lasted, for resumed and restored; null otherwise. */
  readonly after: number | null;
  /** For records-lost: how many; null where nobody knows. */
  readonly count: number | null;
}

/** One raw record. */
export interface EventRow extends AnyRow {
  readonly row: 'event';
  /** `context/seq`. */
  readonly id: string;
  readonly context: string;
  readonly type: Record['type'];
  readonly channel: Channel;
  readonly subject: string;
  readonly action: string;
  /** out: it left the document. in: it came. */
  readonly direction: 'out' | 'in' | null;
  readonly content: readonly Span[];
  readonly size: number | null;
  /** Of a write or send: who got it. Of a receive or storage event: empty, see `writers`. */
  readonly reached: readonly Reached[];
  readonly writers: readonly string[];
  readonly place: Place | null;
  readonly certain: boolean;
  /** Id of its row among exchanges; null where it has none. */
  readonly exchange: string | null;
  readonly slowest: Slowest | null;
  readonly marks: readonly Mark[];
  readonly problem: boolean;
  readonly failed: boolean;
}

/** Where a row, or a record, is in a view. */
export interface PlaceQuestion {
  readonly ask: 'place';
  readonly view: View;
  /** The id of a row, or `context/seq` of any record: then the row that shows it. */
  readonly id: string;
}

/** The next, or the previous, row with a problem. From the end, or the beginning, where `from` is null. */
export interface ProblemQuestion {
  readonly ask: 'problem';
  readonly view: View;
  readonly from: string | null;
  readonly direction: 'next' | 'previous';
}

export interface PlaceAnswer extends Answer {
  /** -1: it is not in this view (or, while `complete` is false, not yet). */
  readonly index: number;
  /** Of the row there; null where there is none. */
  readonly id: string | null;
  readonly record: RecordRef | null;
  readonly complete: boolean;
}

// ---- Details

interface MayBeRead extends Answer {
  /** false: older records are still read, and what is not held may be among them. */
  readonly complete: boolean;
}

/** One row of exchanges with everything that is known of it. */
export interface ExchangeQuestion {
  readonly ask: 'exchange';
  /** Of its row, or of any of its records. */
  readonly id: string;
}

export interface ExchangeAnswer extends MayBeRead {
  /** null: it is not held, or not any more. */
  readonly row: ExchangeRow | null;
  readonly details: Details | null;
}

/** One raw record with everything that is known of it. */
export interface RecordQuestion {
  readonly ask: 'record';
  readonly record: RecordRef;
}

export interface RecordAnswer extends MayBeRead {
  readonly row: EventRow | null;
  readonly details: Details | null;
}

/** Which records belong to what a person looks at, for a file of them. */
export interface MembersQuestion {
  readonly ask: 'members';
  /**
   * The rows of a view with their deliveries; or some records with what caused them, what they caused, and
   * answers.
   */
  readonly of: { readonly view: View } | { readonly records: readonly RecordRef[] };
}

export interface MembersAnswer extends Answer {
  readonly records: Members;
  /** false: the filter goes on. */
  readonly complete: boolean;
}

/** The seqs of records, by document. */
export type Members = readonly { readonly context: string; readonly seqs: readonly number[] }[];

/** Raw records by their names. */
export interface RecordsQuestion {
  readonly ask: 'records';
  readonly records: readonly RecordRef[];
}

export interface RecordsAnswer extends MayBeRead {
  /** In the order of the question; null: it is not held, or not any more. */
  readonly records: readonly (RecordSeen | null)[];
}

/** A raw record with who sent it, who it reached, and the findings that it is evidence of. */
export interface RecordSeen {
  readonly record: Record;
  readonly exchange: Exchange | null;
  readonly findings: readonly Finding[];
}

/** Raw records `from` (included) to `to` (not included) of a view of events, as `rows` counts them. */
export interface EventsQuestion {
  readonly ask: 'events';
  readonly view: View;
  readonly from: number;
  readonly to: number;
}

export interface EventsAnswer extends Answer {
  readonly total: number;
  /** Without the filter. */
  readonly all: number;
  /** Index of the first of `records`. */
  readonly first: number;
  readonly records: readonly RecordSeen[];
  readonly complete: boolean;
}

export interface Details {
  /** As it was recorded: key, values, data, stack, error. */
  readonly record: Record;
  /** The document that it was observed in. */
  readonly context: Context | null;
  readonly exchange: Exchange | null;
  /** As the rows below the exchange are. */
  readonly deliveries: readonly DeliveryRow[];
  /** Records of the same exchange, the receives included; for a lock or a socket its whole life. In order. */
  readonly records: readonly RecordRef[];
  readonly chain: Chain;
  /** Those that it is evidence of, the most severe first. */
  readonly findings: readonly Finding[];
  /** For sends to a worker or a server, and what came back: ids of exchanges that may be the answers. */
  readonly answers: readonly string[];
  readonly answerTo: string | null;
  /** For a cookie that changed: the page's write that did it. */
  readonly cookieWriter: RecordRef | null;
  /** For a lock or a socket: who held it, or was connected, and who waited, at that time. */
  readonly holding: readonly string[];
  readonly waiting: readonly string[];
  /** What a server told other tabs as well. */
  readonly sameFrame: readonly RecordRef[];
}

/**
 * Cause and effect, read from top to bottom; each step leads to its row. Empty where the deliveries say as
 * much.
 */
export interface Chain {
  readonly steps: readonly ChainStep[];
  /** There is more before the first, or behind the last. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

export interface ChainStep {
  readonly record: RecordRef;
  /** Of its row among exchanges; null where it has none. */
  readonly exchange: string | null;
  readonly time: number;
  /** Milliseconds after the record that was asked about; negative before it. */
  readonly offset: number;
  readonly depth: number;
  readonly confidence: 'certain' | 'likely' | null;
  readonly asked: boolean;
  /** It leads back into the chain: what follows is there already. */
  readonly repeated: boolean;
  /** So many of its arrivals led to nothing, and are no steps of their own. */
  readonly quiet: number;
  readonly context: string;
  readonly place: Place | null;
  readonly channel: Channel;
  readonly subject: string;
  readonly action: string;
  readonly direction: 'out' | 'in' | null;
  readonly content: readonly Span[];
  readonly marks: readonly Mark[];
}

// ---- Overviews

/** All findings that pass: the most severe first. */
export interface FindingsQuestion {
  readonly ask: 'findings';
  /** Filter, kinds and window count; '' and null let all pass. */
  readonly filter: string;
  readonly kinds: readonly ChannelKind[] | null;
  readonly window: TimeWindow | null;
}

export interface FindingsAnswer extends Answer {
  readonly findings: readonly FindingRow[];
  /** Without the filter. */
  readonly all: number;
  /** For "Checked n messages in n tabs against n causes". */
  readonly checked: { readonly messages: number; readonly contexts: number; readonly causes: number };
}

export interface FindingRow {
  readonly finding: Finding;
  /** Every document that it is about is gone. */
  readonly past: boolean;
  /** From the first to the last record of its evidence that is held; null: there are less than two. */
  readonly span: TimeWindow | null;
}

/** Documents, in the order in which they came. */
export interface ContextsQuestion {
  readonly ask: 'contexts';
  /** As text that title or URL hold; '' and null let all pass. */
  readonly filter: string;
  readonly window: TimeWindow | null;
}

export interface ContextsAnswer extends Answer {
  readonly contexts: readonly ContextRow[];
  /** Ids of those that pass the filter and were there in the window. */
  readonly passing: readonly string[];
  /** Every document that was there, in the order in which they came. */
  readonly documents: readonly Context[];
  /** Every document that rows may name, gone ones too, with what a person knows its tab by. */
  readonly names: readonly ContextName[];
}

export interface ContextRow extends ContextInfo {
  /** Records of it that are held. */
  readonly records: number;
}

/** A tab keeps its letter when its page is loaded anew. */
export interface ContextName {
  readonly id: string;
  readonly letter: string;
  /** 0 … 7, an index of colours. */
  readonly colour: number;
  readonly title: string;
  readonly url: string;
  readonly favicon: string;
  readonly isFrame: boolean;
  /** Which document of its tab it is, from 1; `documents`: of how many. */
  readonly document: number;
  readonly documents: number;
  /** Tells it from another tab with the same title: its path, or its number; '' where the title does. */
  readonly apart: string;
  readonly gone: boolean;
}

/** Channels that were used, the busiest first. */
export interface ChannelsQuestion {
  readonly ask: 'channels';
  readonly window: TimeWindow | null;
}

export interface ChannelsAnswer extends Answer {
  readonly channels: readonly ChannelRow[];
}

export interface ChannelRow {
  readonly channel: Channel;
  /** Rows of exchanges. */
  readonly exchanges: number;
  readonly records: number;
  /** Documents that sent or got something on it. */
  readonly contexts: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** How many rows a click on each chip would show: the view counts without its `kinds`. */
export interface ChipsQuestion {
  readonly ask: 'chips';
  readonly view: View;
}

export interface ChipsAnswer extends Answer {
  readonly all: number;
  /** Kinds without any are left out. */
  readonly kinds: readonly { readonly kind: ChannelKind; readonly count: number }[];
  /** With `kinds`: how many of them have a problem. */
  readonly problems: number;
  readonly complete: boolean;
}

export interface LatenciesQuestion {
  readonly ask: 'latencies';
  /** As text that kind or name of the channel hold. */
  readonly filter: string;
  /** Of what arrived in it. */
  readonly window: TimeWindow | null;
}

export interface LatenciesAnswer extends Answer {
  /** Without the filter and the window. */
  readonly all: number;
  /** Channels first, by their count; then pairs of documents. */
  readonly latencies: readonly LatencyRow[];
}

/**
 * Messages (rows of exchanges), or their bytes, in `bins` equal parts of a time range; null: from the first
 * record to the last.
 */
export interface RateQuestion {
  readonly ask: 'rate';
  readonly range: TimeWindow | null;
  readonly bins: number;
  readonly of: RateOf;
  /** Into what each bin is parted. */
  readonly by: RateBy;
  /** '' and null: all. */
  readonly filter: string;
  readonly kinds: readonly ChannelKind[] | null;
}

export const rateParts = ['channel', 'tab'] as const;
export type RateBy = (typeof rateParts)[number];

export interface RateAnswer extends Answer {
  readonly range: TimeWindow | null;
  /** The number in each bin, by kind or by the colour of a tab; those without any are left out. */
  readonly parts: readonly RatePart[];
  /** The most in any bin, and within any second, of all parts together. */
  readonly most: number;
  readonly busiest: number;
  /** When findings were last seen within the range, in order. */
  readonly marks: readonly RateMark[];
  readonly complete: boolean;
}

export interface RatePart {
  /** A kind of channel, or the colour of tabs; null: what no tab sent. */
  readonly part: ChannelKind | number | null;
  readonly counts: readonly number[];
}

export interface RateMark extends Mark {
  readonly time: number;
  /** Of the finding. */
  readonly id: string;
  /** What it is about: a viewer hides findings by that. */
  readonly channel: Channel;
  readonly values: Finding['values'];
}

/** What one area of storage held at an instant, as far as the records show it, compared with another. */
export interface StorageQuestion {
  readonly ask: 'storage';
  /** null: now, or at the end. */
  readonly at: number | null;
  /** An earlier instant to compare with; null: none. */
  readonly since: number | null;
  /** Of the area; null, or one that is not there: the first. */
  readonly area: string | null;
  /** Keys whose last record it leaves out are not listed. */
  readonly filter: string;
  /** What is not listed, only counted. */
  readonly folded: readonly StorageChange[];
  /** Entries `from` (included) to `to` (not included). */
  readonly from: number;
  readonly to: number;
  /** Parts of the whole time that the strips of changes have. */
  readonly bins: number;
}

/** Of a key between two instants; without a comparison all are `unchanged`. */
export const storageChanges = ['changed', 'added', 'removed', 'unchanged'] as const;
export type StorageChange = (typeof storageChanges)[number];

export interface StorageAnswer extends Answer {
  /** null: there are no records. */
  readonly at: number | null;
  /** The time that strips and instants are in. */
  readonly range: TimeWindow | null;
  /** localStorage first, then sessionStorage by tab, then cookies. */
  readonly areas: readonly StorageArea[];
  /** The one that is listed; null: there is none. */
  readonly area: string | null;
  /** Entries by what became of them, folded ones too; those that the filter leaves out are not counted. */
  readonly counts: { readonly [change in StorageChange]: number };
  /** Keys without the filter. */
  readonly all: number;
  /** Listed ones, without the folded. */
  readonly total: number;
  readonly first: number;
  /** By what became of them, then by key. */
  readonly entries: readonly StorageEntry[];
  readonly filterError: FilterError | null;
}

export interface StorageArea extends AreaName {
  /** At the instant: keys, and UTF-16 units of keys and values. */
  readonly keys: number;
  readonly size: number;
  /** Keys that were there before the recording, and were not read. */
  readonly left: number;
}

export interface StorageEntry {
  readonly key: string;
  readonly change: StorageChange;
  /** The value, or what became of it. */
  readonly content: readonly Span[];
  /** Of key and value, in UTF-16 units: of a removed one, before that. */
  readonly size: number;
  readonly writer: StorageWriter;
  /** Of the last write; null: before the records begin. */
  readonly time: number | null;
  /** How often it was written, as far as records show, up to then. */
  readonly writes: number;
  /** Tabs that had not heard of the value at the instant. */
  readonly unheard: readonly Reached[];
  /** Findings that the last write is evidence of. */
  readonly marks: readonly Mark[];
  /** Who wrote it when, in the whole time; in the order of time, one of each part and writer. */
  readonly strip: readonly StripMark[];
}

export interface StorageWriter {
  /** Documents that can have written it; none where nobody that was watched did, or nothing tells. */
  readonly contexts: readonly string[];
  readonly certain: boolean;
  /**
   * write: as `contexts` say, or somebody unseen, or a server. before: before the recording began. unseen:
   * meanwhile, and no record shows who.
   */
  readonly how: 'write' | 'clear' | 'before' | 'unseen';
}

export interface StripMark {
  /** Index of its part of the time. */
  readonly bin: number;
  /** null: nothing tells who. */
  readonly context: string | null;
  readonly removed: boolean;
}

/** Everything that became of one key, the newest first. */
export interface KeyQuestion {
  readonly ask: 'key';
  readonly area: string;
  readonly key: string;
  readonly at: number | null;
  readonly since: number | null;
  readonly from: number;
  readonly to: number;
}

export interface KeyAnswer extends Answer {
  /** At the instants; null: it is not there, and for `before` also where nothing is compared. */
  readonly value: Text | null;
  readonly before: Text | null;
  /**
   * How often it was written, by whom: the most first. Those by nobody that is known are in `writes` alone.
   */
  readonly writes: number;
  readonly writers: readonly { readonly context: string; readonly count: number }[];
  readonly total: number;
  readonly first: number;
  readonly rows: readonly KeyRow[];
  /** Index of what it was at the instants; -1: there is nothing as old. */
  readonly current: number;
  readonly compared: number;
}

export interface KeyRow {
  /** null: before the records begin. */
  readonly time: number | null;
  readonly writer: StorageWriter;
  readonly content: readonly Span[];
  /** The value after it, in UTF-16 units; null: it is gone. */
  readonly size: number | null;
  readonly reached: readonly Reached[];
  readonly marks: readonly Mark[];
  readonly record: RecordRef;
  /** Id of its row among exchanges; null where it has none. */
  readonly exchange: string | null;
}

/** The next or the previous change of a key, or of any in an area. */
export interface StepQuestion {
  readonly ask: 'step';
  readonly area: string;
  /** null: of any. */
  readonly key: string | null;
  /** null: the end. */
  readonly at: number | null;
  readonly direction: 'next' | 'previous';
}

export interface StepAnswer extends Answer {
  /** null: there is none. */
  readonly time: number | null;
}

/** Values that occur, for completion in the filter: the most frequent first. */
export interface ValuesQuestion {
  readonly ask: 'values';
  /** The name of a field of the filter. */
  readonly of: string;
  /** What they begin with or hold, upper and lower case alike. */
  readonly like: string;
  readonly most: number;
}

export interface ValuesAnswer extends Answer {
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

// ---- Asking

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
