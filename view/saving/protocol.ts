import type { Members } from '../../src/capture/rows/details-types';
import type { Replaced, Wishes } from '../../src/file/redaction/redaction';
import type { Format } from '../../src/file/saving';
import type { Neighbour } from '../../src/record/record';

/** Where the worker that saves finds the capture. */
export type Source =
  | {
      readonly from: 'store';
      readonly origin: string;
      readonly neighbours: readonly Neighbour[];
      /** The version that writes the file. */
      readonly extension: string;
    }
  | { readonly from: 'files'; readonly files: readonly File[] };

/**
 * The words between a viewer's page and the worker that saves. One request at a time: to cancel it, the
 * worker is ended.
 */
export type ToSaver = {
  readonly source: Source;
  /** null: all records. */
  readonly members: Members | null;
} & (
  | { readonly type: 'foresee'; readonly wishes: Wishes }
  | {
      readonly type: 'save';
      /** null: secrets stay. */
      readonly wishes: Wishes | null;
      readonly format: Format;
      readonly lang: string;
    }
);

export type FromSaver =
  /** Of 0 to 1. */
  | { readonly type: 'progress'; readonly part: number }
  | {
      readonly type: 'foreseen';
      readonly records: number;
      /** How many values would be replaced, and the most frequent of them. */
      readonly values: number;
      readonly replaced: readonly Replaced[];
    }
  | { readonly type: 'saved'; readonly blob: Blob }
  | { readonly type: 'failed'; readonly reason: string };
