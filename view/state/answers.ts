import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerTo, CaptureClient, Question } from '../../src/capture/types';

/** Milliseconds from a question of a view to the same of a later version: nobody reads counts more often. */
export const rests = 250;

/**
 * The answer to a question as of the latest version, a few times a second; null until the first. While one is
 * on its way no other is asked: what changed meanwhile is asked afterwards. The last answer stays until the
 * next is there.
 */
export function useAnswer<Q extends Question>(
  capture: CaptureClient,
  question: Q | null,
): AnswerTo<Q> | null {
  return useAnswered(capture, question)?.answer ?? null;
}

/** The same, with the question that was answered: while another is under way, that is an earlier one. */
export function useAnswered<Q extends Question>(
  capture: CaptureClient,
  question: Q | null,
): Answered<Q> | null {
  const [answered, setAnswered] = useState<Answered<Q> | null>(null);
  const key = question && JSON.stringify(question);
  const asker = useRef<Asker<Q> | null>(null);

  useEffect(() => {
    const made = createAsker<Q>(
      capture,
      (answer, asked) => {
        setAnswered({ capture, question: asked, answer });
      },
      rests,
    );
    asker.current = made;
    return made.end;
  }, [capture]);

  useEffect(() => {
    if (question) asker.current?.ask(question);
    else setAnswered(null);
  }, [capture, key]);

  // One of another capture says nothing of this one.
  return answered?.capture === capture ? answered : null;
}

export interface Answered<Q extends Question> {
  readonly capture: CaptureClient;
  readonly question: Q;
  readonly answer: AnswerTo<Q>;
}

interface Asker<Q extends Question> {
  ask(question: Q): void;
  end(): void;
}

/**
 * Asks again with each version, one question at a time; the same question not before so many milliseconds
 * have passed, another one at once.
 */
export function createAsker<Q extends Question>(
  capture: CaptureClient,
  take: (answer: AnswerTo<Q>, question: Q) => void,
  restsMs = 0,
): Asker<Q> {
  let current: Q | null = null;
  let asking = false;
  let again = false;
  let ended = false;
  let from = -Infinity;
  let resting: ReturnType<typeof setTimeout> | null = null;

  function next(): void {
    if (!current || ended) return;
    if (asking) {
      again = true;
      return;
    }
    stopResting();
    asking = true;
    again = false;
    from = performance.now();
    const asked = current;
    capture.ask(asked).then(
      (answer) => {
        asking = false;
        if (ended) return;
        // Another question meanwhile: its answer is the one that is waited for.
        if (asked !== current) {
          next();
          return;
        }
        take(answer, asked);
        if (again) nextVersion();
      },
      () => {
        // The capture was closed, or says in its status what went wrong; the next version asks anew.
        asking = false;
      },
    );
  }

  function nextVersion(): void {
    const left = from + restsMs - performance.now();
    if (asking || left <= 0) next();
    else resting ??= setTimeout(next, left);
  }

  function stopResting(): void {
    if (resting !== null) clearTimeout(resting);
    resting = null;
  }

  const stop = capture.onVersion(nextVersion);
  return {
    ask(question) {
      current = question;
      next();
    },
    end() {
      ended = true;
      stopResting();
      stop();
    },
  };
}
