import { useEffect, useRef, useState } from 'preact/hooks';
import type { Members } from '../../src/capture/types';
import { noWishes, type Wishes } from '../../src/file/redaction/redaction';
import type { Format } from '../../src/file/saving';
import type { FromSaver, Source } from './protocol';
import { createSaver } from './saver';

export type Foreseen = FromSaver & { readonly type: 'foreseen' };

/** What the dialogue waits for. */
export type Work = { readonly work: 'foresee' | 'save'; readonly part: number } | null;

export interface Saving {
  readonly work: Work;
  /** null until it is known. */
  readonly foreseen: Foreseen | null;
  /** Why the last attempt failed; '' where it did not. */
  readonly failed: string;
  /** Looks again at what would be replaced. */
  foresee(what: What, wishes: Wishes): void;
  /** null: it was cancelled, or failed. */
  save(what: What, wishes: Wishes | null, format: Format): Promise<Blob | null>;
  cancel(): void;
}

export interface What {
  readonly source: () => Promise<Source>;
  readonly members: () => Promise<Members | null>;
}

/** The work of a dialogue, one at a time; it ends with the dialogue. */
export function useSaving(): Saving {
  const saver = useRef<ReturnType<typeof createSaver> | null>(null);
  saver.current ??= createSaver();
  const [work, setWork] = useState<Work>(null);
  const [foreseen, setForeseen] = useState<Foreseen | null>(null);
  const [failed, setFailed] = useState('');
  /** Of the last request. */
  const turn = useRef(0);

  useEffect(
    () => () => {
      turn.current = Infinity;
      saver.current?.end();
    },
    [],
  );

  async function run<Answer>(
    name: 'foresee' | 'save',
    what: What,
    ask: (
      of: { readonly source: Source; readonly members: Members | null },
      progress: (part: number) => void,
    ) => Promise<Answer | null>,
  ): Promise<Answer | null> {
    turn.current += 1;
    const own = turn.current;
    saver.current?.end();
    setWork({ work: name, part: 0 });
    setFailed('');
    try {
      const of = { source: await what.source(), members: await what.members() };
      if (own !== turn.current) return null;
      const answer = await ask(of, (part) => {
        if (own === turn.current) setWork({ work: name, part });
      });
      return own === turn.current ? answer : null;
    } catch (error) {
      if (own === turn.current) setFailed(error instanceof Error ? error.message : String(error));
      return null;
    } finally {
      if (own === turn.current) setWork(null);
    }
  }

  return {
    work,
    foreseen,
    failed,
    foresee(what, wishes) {
      setForeseen(null);
      // A value that is kept stays in the list.
      const all = { ...wishes, keep: noWishes.keep };
      void run('foresee', what, (of, progress) =>
        (saver.current ?? createSaver()).ask({ type: 'foresee', ...of, wishes: all }, progress),
      ).then((answer) => {
        if (answer) setForeseen(answer);
      });
    },
    async save(what, wishes, format) {
      const lang = document.documentElement.lang;
      const answer = await run('save', what, (of, progress) =>
        (saver.current ?? createSaver()).ask({ type: 'save', ...of, wishes, format, lang }, progress),
      );
      return answer?.blob ?? null;
    },
    cancel() {
      turn.current += 1;
      saver.current?.end();
      setWork(null);
    },
  };
}
