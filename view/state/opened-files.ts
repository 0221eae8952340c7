import { signal, type Signal } from '@preact/signals';
import { visibleText } from '../../src/visible';
import type { CaptureWorker } from '../browser/capture-client';
import { t } from '../browser/i18n';
import { importFile, type ImportedHistory } from './imported-history';

/** Captures that a viewer has opened out of files. */
export interface OpenedFiles {
  readonly imports: Signal<readonly ImportedHistory[]>;
  open(files: readonly File[]): void;
}

/** `show` gets the first capture of a file; `failed` a sentence for the user. */
export function createOpenedFiles(
  captures: CaptureWorker,
  show: (imported: ImportedHistory) => void,
  failed: (sentence: string) => void,
): OpenedFiles {
  const imports = signal<readonly ImportedHistory[]>([]);
  return {
    imports,
    open(files) {
      for (const file of files)
        importFile(captures, file).then(
          (opened) => {
            imports.value = [...imports.value, ...opened];
            const [first] = opened;
            if (first) show(first);
          },
          (error: unknown) => {
            const reason = error instanceof Error ? error.message : String(error);
            failed(t('import_failed', visibleText(file.name), reason));
          },
        );
    },
  };
}
