import type { Capture } from '../../src/capture/capture';
import type { CaptureClient } from '../../src/capture/types';

/** A capture that runs on this thread, asked as one in a worker is. Versions are told once a frame at most. */
export function clientOf(capture: Capture): CaptureClient {
  const heard = new Set<(version: number) => void>();
  let frame = 0;

  const stop = capture.onVersion(() => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      const version = capture.version();
      for (const hear of heard) hear(version);
    });
  });

  return {
    ask: async (question) => Promise.resolve(capture.ask(question)),
    version: () => capture.version(),
    onVersion(hear) {
      heard.add(hear);
      return () => {
        heard.delete(hear);
      };
    },
    pause(paused) {
      capture.pause(paused);
    },
    close() {
      stop();
      cancelAnimationFrame(frame);
      heard.clear();
    },
  };
}
