import { Session, type Profiler } from 'node:inspector';

/**
 * How much of this repository’s code runs: the parts of functions that were entered, as V8 counts them. A
 * busy machine changes little of that.
 */
export interface Work {
  /** So many were entered since the last call. */
  take(): number;
  end(): void;
}

/** Of the files whose path has this in it. */
export function countWork(path: string): Work {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

  return {
    take() {
      let count = 0;
      session.post('Profiler.takePreciseCoverage', (error, { result }) => {
        if (error) throw error;
        for (const script of result) if (script.url.includes(path)) count += entered(script);
      });
      return count;
    },
    end() {
      session.disconnect();
    },
  };
}

function entered({ functions }: Profiler.ScriptCoverage): number {
  let count = 0;
  for (const { ranges } of functions) for (const range of ranges) count += range.count;
  return count;
}
