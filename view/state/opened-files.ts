import { signal, type Signal } from '@preact/signals';
import { visibleText } from '../../src/visible';
import type { CaptureWorker } from '../browser/capture-client';
import { t } from '../browser/i18n';
import { importFiles, type ImportedHistory } from './imported-history';
import { reasonOf } from '../../src/reason';

/** Captures that a viewer has opened out of files. */
export interface OpenedFiles {
  readonly imports: Signal<readonly ImportedHistory[]>;
  /** Names of the files that are being read; '' while none is. */
  readonly opening: Signal<string>;
  /** Several at once are one capture. */
  open(files: readonly File[]): void;
  /** What is being read will not be shown. */
  cancel(): void;
}

/** `show` gets the first capture of the files; `failed` a sentence for the user, '' once it does not hold any more. */
export function createOpenedFiles(
  captures: CaptureWorker,
  show: (imported: ImportedHistory) => void,
  failed: (sentence: string) => void,
): OpenedFiles {
  const imports = signal<readonly ImportedHistory[]>([]);
  const opening = signal('');
  let turn = 0;
  let hasFailed = false;

  function tell(sentence: string): void {
    if (sentence !== '' || hasFailed) failed(sentence);
    hasFailed = sentence !== '';
  }

  async function read(files: readonly File[]): Promise<void> {
    turn += 1;
    const own = turn;
    const names = visibleText(files.map(({ name }) => name).join(', '));
    opening.value = names;
    tell('');
    try {
      const opened = await importFiles(captures, files);
      const [first] = opened;
      if (own !== turn || !first) return;
      imports.value = [...imports.value, ...opened];
      show(first);
    } catch (error) {
      if (own === turn) tell(t('import_failed', names, reasonOf(error)));
    } finally {
      if (own === turn) opening.value = '';
    }
  }

  return {
    imports,
    opening,
    open(files) {
      if (files.length > 0) void read(files);
    },
    cancel() {
      turn += 1;
      opening.value = '';
    },
  };
}
