import type { Answers, Question } from '../../src/capture/types';
import type { Imported } from '../../src/file/import';
import type { Neighbour } from '../../src/record/record';
import type { MessageFile } from '../../src/shown/messages';
import type { BrokenFile } from '../browser/read-capture';

/**
 * The words between a viewer's page and its worker, which holds the captures. A capture's number is given by
 * the page.
 */
export type ToWorker =
  /** First of all. The messages that findings are said with. */
  | { readonly type: 'start'; readonly messages: MessageFile }
  /** The store will be asked for: it may be opened. */
  | { readonly type: 'prepare' }
  /** Follows an origin in the store. */
  | { readonly type: 'open'; readonly capture: number; readonly origin: string }
  /** A capture that nothing comes into. */
  | { readonly type: 'open-nothing'; readonly capture: number }
  /**
   * A capture for each origin in the files, which are read as one; they are told with `imported`. `request`
   * names the answer.
   */
  | { readonly type: 'import'; readonly request: number; readonly files: readonly File[] }
  /** The files of that request need not be read any further. */
  | { readonly type: 'cancel-import'; readonly request: number }
  | {
      readonly type: 'ask';
      readonly request: number;
      readonly capture: number;
      readonly question: Question;
    }
  | { readonly type: 'neighbours'; readonly capture: number; readonly neighbours: readonly Neighbour[] }
  | { readonly type: 'pause'; readonly capture: number; readonly paused: boolean }
  | { readonly type: 'close'; readonly capture: number }
  /** Whether it is still there: it answers at once. */
  | { readonly type: 'ping' };

export type FromWorker =
  | { readonly type: 'answer'; readonly request: number; readonly answer: Answers[Question['ask']] }
  /** It could not be done. */
  | { readonly type: 'refused'; readonly request: number; readonly reason: string }
  /** Answers may be others from now on. */
  | { readonly type: 'version'; readonly capture: number; readonly version: number }
  /** How much of the files is read, of 0 to 1. */
  | { readonly type: 'importing'; readonly request: number; readonly part: number }
  | { readonly type: 'imported'; readonly request: number; readonly imported: ImportedFiles }
  /** The store cannot be opened, and is tried again; '' once it is. */
  | { readonly type: 'trouble'; readonly message: string }
  /** The connection to the store ended: a newer version wants it. */
  | { readonly type: 'closed' }
  | { readonly type: 'pong' }
  /** Something went wrong that nothing was waiting for. */
  | { readonly type: 'failed'; readonly reason: string };

/** What of the files was taken, and what was not. */
export interface ImportedFiles extends Pick<Imported, 'refused' | 'missing' | 'browsers'> {
  readonly captures: readonly { readonly capture: number; readonly origin: string }[];
  readonly broken: readonly BrokenFile[];
}
