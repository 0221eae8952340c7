import { useEffect, useRef, useState } from 'preact/hooks';
import type { Members } from '../../src/capture/rows/details-types';
import type { OwnRules } from '../../src/file/redaction/own-rules';
import type { Wishes } from '../../src/file/redaction/redaction';
import type { Format } from '../../src/file/saving';
import type { FromSaver, Source } from './protocol';
import { createSaver } from './saver';
import { reasonOf } from '../../src/reason';

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
  foresee(what: What, added: readonly string[]): void;
  /** null: it was cancelled, or failed. */
  save(what: What, single: Single | null, format: Format): Promise<Blob | null>;
  cancel(): void;
}

/** Values that a person keeps, and those that are replaced at a person's wish. */
type Single = Pick<Wishes, 'keep' | 'add'>;

export interface What {
  readonly rules: () => Promise<OwnRules>;
  readonly source: () => Promise<Source>;
  readonly members: () => Promise<Members | null>;
}

/** The work of a dialogue, one at a time; it ends with the dialogue. */
export function useSaving(): Saving {
  const [saver] = useState(createSaver);
  const [work, setWork] = useState<Work>(null);
  const [foreseen, setForeseen] = useState<Foreseen | null>(null);
  const [failed, setFailed] = useState('');
  /** Of the last request. */
  const turn = useRef(0);

  useEffect(
    () => () => {
      turn.current = Infinity;
      saver.end();
    },
    [saver],
  );

  async function run<Answer>(
    name: 'foresee' | 'save',
    what: What,
    ask: (
      of: { readonly source: Source; readonly members: Members | null },
      rules: OwnRules,
      progress: (part: number) => void,
    ) => Promise<Answer | null>,
  ): Promise<Answer | null> {
    turn.current += 1;
    const own = turn.current;
    saver.end();
    setWork({ work: name, part: 0 });
    setFailed('');
    try {
      const of = { source: await what.source(), members: await what.members() };
      const rules = await what.rules();
      if (own !== turn.current) return null;
      const answer = await ask(of, rules, (part) => {
        if (own === turn.current) setWork({ work: name, part });
      });
      return own === turn.current ? answer : null;
    } catch (error) {
      if (own === turn.current) setFailed(reasonOf(error));
      return null;
    } finally {
      if (own === turn.current) setWork(null);
    }
  }

  return {
    work,
    foreseen,
    failed,
    foresee(what, add) {
      setForeseen(null);
      // A value that is kept stays in the list.
      void run('foresee', what, (of, rules, progress) =>
        saver.ask({ type: 'foresee', ...of, wishes: { ...rules, keep: [], add } }, progress),
      ).then((answer) => {
        if (answer) setForeseen(answer);
      });
    },
    async save(what, single, format) {
      const lang = document.documentElement.lang;
      const answer = await run('save', what, (of, rules, progress) => {
        const wishes = single && { ...rules, ...single };
        return saver.ask({ type: 'save', ...of, wishes, format, lang }, progress);
      });
      return answer?.blob ?? null;
    },
    cancel() {
      turn.current += 1;
      saver.end();
      setWork(null);
    },
  };
}
