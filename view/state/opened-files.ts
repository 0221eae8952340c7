import { signal, type Signal } from '@preact/signals';
import { visibleText } from '../../src/shown/visible';
import type { CaptureWorker } from '../browser/capture-client';
import { t } from '../browser/i18n';
import { importFiles, type ImportedHistory } from './imported-history';
import { reasonOf } from '../../src/reason';

export interface Opening {
  readonly names: string;
  /** How much of them is read, of 0 to 1. */
  readonly part: number;
}

/** Captures that a viewer has opened out of files. */
export interface OpenedFiles {
  readonly imports: Signal<readonly ImportedHistory[]>;
  /** Files that are being read; null while none is. */
  readonly opening: Signal<Opening | null>;
  /** Several at once are one capture. */
  open(files: readonly File[]): void;
  /** What is being read will not be shown. */
  cancel(): void;
}

/**
 * `show` gets the first capture of the files; `failed` a sentence for the user, '' once it does not hold any
 * more.
 */
export function createOpenedFiles(
  captures: CaptureWorker,
  show: (imported: ImportedHistory) => void,
  failed: (sentence: string) => void,
): OpenedFiles {
  const imports = signal<readonly ImportedHistory[]>([]);
  const opening = signal<Opening | null>(null);
  let reading = new AbortController();
  let hasFailed = false;

  function tell(sentence: string): void {
    if (sentence !== '' || hasFailed) failed(sentence);
    hasFailed = sentence !== '';
  }

  async function read(files: readonly File[]): Promise<void> {
    reading.abort();
    const own = new AbortController();
    reading = own;
    const names = visibleText(files.map(({ name }) => name).join(', '));
    opening.value = { names, part: 0 };
    tell('');
    try {
      const opened = await importFiles(captures, files, {
        progress(part) {
          if (!own.signal.aborted) opening.value = { names, part };
        },
        signal: own.signal,
      });
      const [first] = opened;
      if (own.signal.aborted) for (const { history } of opened) history.close();
      if (own.signal.aborted || !first) return;
      imports.value = [...imports.value, ...opened];
      show(first);
    } catch (error) {
      if (!own.signal.aborted) tell(t('import_failed', names, reasonOf(error)));
    } finally {
      if (!own.signal.aborted) opening.value = null;
    }
  }

  return {
    imports,
    opening,
    open(files) {
      if (files.length > 0) void read(files);
    },
    cancel() {
      reading.abort();
      opening.value = null;
    },
  };
}
