import browser from 'webextension-polyfill';
import type { FromSaver, ToSaver } from './protocol';

/** Asks the worker that saves, one request at a time: another one, and `end`, cancel what is under way. */
export interface Saver {
  /** null: it was cancelled. Rejects with why it failed. */
  ask<Asked extends ToSaver>(asked: Asked, progress: (part: number) => void): Promise<AnswerTo<Asked> | null>;
  end(): void;
}

type AnswerTo<Asked extends ToSaver> = FromSaver & {
  readonly type: Asked['type'] extends 'foresee' ? 'foreseen' : 'saved';
};

export function createSaver(): Saver {
  let worker: Worker | null = null;
  let cancelled: () => void = () => undefined;

  function end(): void {
    worker?.terminate();
    worker = null;
    cancelled();
  }

  return {
    end,
    ask<Asked extends ToSaver>(asked: Asked, progress: (part: number) => void) {
      end();
      const working = new Worker(browser.runtime.getURL('view/saver.js'), { name: 'tabshark saver' });
      worker = working;
      return new Promise<AnswerTo<Asked> | null>((resolve, reject) => {
        cancelled = () => {
          resolve(null);
        };
        working.onmessage = ({ data }: MessageEvent<FromSaver>) => {
          if (data.type === 'progress') progress(data.part);
          else if (data.type === 'failed') reject(new Error(data.reason));
          else resolve(data as AnswerTo<Asked>);
        };
        working.onerror = ({ message }) => {
          reject(new Error(message));
        };
        working.postMessage(asked);
      });
    },
  };
}
