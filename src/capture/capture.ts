import type { Analysis } from '../analysis';
import type { Context, Neighbour, Record } from '../record/record';
import type { FindingSpeak } from '../shown/finding-text';
import { createTabNames, type TabNames } from '../shown/tab-names';
import { createAnalysed } from './analysed';
import { createAnswering, type Answering } from './answering';
import { createHeld } from './held';
import { atOnce, type Host } from './host';
import type { AnswerTo, Question } from './types';
import { settlesMs } from '../time-windows';

/** One origin's records, live or out of a file, and everything that can be asked of them (types.ts). */
export interface Capture {
  readonly origin: string;
  ask<Q extends Question>(question: Q): AnswerTo<Q>;
  /** Of the answers from now on. It counts up once between two questions, however much has changed. */
  version(): number;
  /** The same, without anybody knowing it by that. */
  peekVersion(): number;
  /** Hears when answers may be others than the last ones; the return value ends that. */
  onVersion(heard: () => void): () => void;
  /** Before its records, and again whenever something of it changes. */
  addContext(context: Context): void;
  /** Documents of other origins. */
  setNeighbours(contexts: readonly Neighbour[]): void;
  /** Records as they come. While it is paused they wait. */
  add(records: readonly Record[]): void;
  /** Older ones than all that are held; the list becomes the capture's own. */
  prepend(records: Record[]): void;
  /** There is no room for older ones than so many beside those that are held. */
  isFull(more: number): boolean;
  /** So many older ones are not read. */
  leaveOut(count: number): void;
  /** There are no older ones: the analysis of the whole begins. */
  loaded(): Promise<void>;
  /** Time has passed, in milliseconds since the epoch. */
  advance(now: number): void;
  /** Nothing more will come, and nothing had come by `until`; null where that is not known. */
  finish(until: number | null): Promise<void>;
  pause(paused: boolean): void;
  /** What the store, or another source, could not do; '' once it can. */
  trouble(text: string): void;
  clear(): void;
  /** Nobody hears of new versions any more. */
  close(): void;
  /** For exports, which read all of it. */
  readonly analysis: Analysis;
  readonly names: TabNames;
  all(): readonly Record[];
}

export interface CaptureOptions {
  readonly origin: string;
  readonly host?: Host;
  /** Says findings, for the filter to find their titles. */
  readonly speak?: FindingSpeak;
  /** Records that it holds at most. */
  readonly max?: number;
}

/** Between two analyses of the whole. */
const startsOverMs = 5_000;

export function createCapture({ origin, host = atOnce, speak, max }: CaptureOptions): Capture {
  const names = createTabNames();
  const held = createHeld(max);
  const gone = new Set<string>();
  const heard = new Set<() => void>();
  const analysed = createAnalysed(host, (record) => {
    answering.moved(record);
  });
  const state = { loading: true, paused: false, trouble: '' };
  const answering: Answering = createAnswering({
    origin,
    held,
    analysed,
    names,
    gone,
    state,
    host,
    speak,
    changed,
    askedAnew: newVersion,
  });
  let version = 1;
  /** Somebody knows this version. */
  let known = false;
  let closed = false;
  let settled = Infinity;
  let startedOver = -Infinity;

  function changed(): void {
    answering.mayDiffer();
    newVersion();
  }

  function newVersion(): void {
    if (!known || closed) return;
    known = false;
    version += 1;
    answering.forgetAnswers();
    for (const hear of heard) hear();
  }

  function add(records: readonly Record[]): void {
    if (records.length === 0) return;
    if (state.paused) {
      held.wait(records);
      changed();
      return;
    }
    const letGo = held.add(records);
    noteGone(records);
    analysed.add(records);
    answering.came(records);
    const [oldest] = held.all();
    if (letGo.length > 0 && oldest) {
      analysed.forget(oldest.time);
      answering.letGo(letGo, oldest.time);
    }
    settled = Infinity;
    changed();
  }

  function noteGone(records: readonly Record[]): void {
    for (const record of records)
      if (record.type === 'lifecycle' && record.state === 'gone') gone.add(record.context);
  }

  /**
   * Not too often: late records come in many pieces. Once older ones were let go, what was said of them would
   * go too.
   */
  function startOver(now: number): void {
    if (state.loading || held.leftOut() > 0 || !analysed.isOutdated() || now - startedOver < startsOverMs)
      return;
    startedOver = now;
    void analysed.startOver(held.all().slice()).then(changed);
  }

  return {
    origin,
    ask(question) {
      known = true;
      return answering.answer(question, version);
    },
    version() {
      known = true;
      return version;
    },
    peekVersion: () => version,
    onVersion(hear) {
      heard.add(hear);
      return () => {
        heard.delete(hear);
      };
    },
    addContext(context) {
      names.add(context);
      analysed.addContext(context);
      answering.told(context.id);
      changed();
    },
    setNeighbours: analysed.setNeighbours,
    add,
    prepend(records) {
      if (records.length === 0) return;
      const older = records.slice();
      noteGone(older);
      const before = held.leftOut();
      held.prepend(records);
      if (held.leftOut() === before) answering.came(older);
      else answering.replaced();
      changed();
    },
    isFull: held.isFull,
    leaveOut(count) {
      held.leaveOut(count);
      changed();
    },
    async loaded() {
      await analysed.startOver(held.all().slice());
      state.loading = false;
      changed();
    },
    advance(now) {
      if (state.paused) return;
      startOver(now);
      const found = analysed.advance(now);
      if (settled === Infinity) settled = now + settlesMs;
      if (found || now <= settled) changed();
    },
    async finish(until) {
      await analysed.finish(until);
      changed();
    },
    pause(paused) {
      state.paused = paused;
      const waited = held.takeWaiting();
      if (!paused) add(waited);
      changed();
    },
    trouble(text) {
      state.trouble = text;
      changed();
    },
    clear() {
      held.clear();
      analysed.clear();
      answering.replaced();
      changed();
    },
    close() {
      closed = true;
      heard.clear();
    },
    get analysis() {
      return analysed.analysis;
    },
    names,
    all: held.all,
  };
}
