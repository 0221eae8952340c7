import type { Imported } from '../file/import';
import type { Record } from '../record/record';
import { createCapture, type Capture, type CaptureOptions } from './capture';

/** A capture for each origin in a file. They answer at once, and the same for good once `done` resolves. */
export interface Opened {
  readonly captures: readonly Capture[];
  readonly done: Promise<void>;
}

/** Opens what was read of a file (src/file/import.ts). */
export function openImported(imported: Imported, options: Omit<CaptureOptions, 'origin'> = {}): Opened {
  const { contexts, records, neighbours, until } = imported;
  const origins = new Map(contexts.map(({ id, origin }) => [id, origin]));
  const captures = new Map<string, Capture>();
  for (const context of contexts) {
    const capture = captures.get(context.origin) ?? createCapture({ ...options, origin: context.origin });
    captures.set(context.origin, capture);
    capture.addContext(context);
  }
  const byOrigin = new Map<string, Record[]>([...captures.keys()].map((origin) => [origin, []]));
  for (const record of records) byOrigin.get(origins.get(record.context) ?? '')?.push(record);
  const loading = [...captures.values()].map(async (capture) => {
    capture.setNeighbours(neighbours);
    capture.prepend((byOrigin.get(capture.origin) ?? []).sort((a, b) => a.time - b.time));
    await capture.loaded();
    await capture.finish(until);
  });
  return { captures: [...captures.values()], done: Promise.all(loading).then(() => undefined) };
}
