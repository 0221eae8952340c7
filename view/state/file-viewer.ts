import { signal } from '@preact/signals';
import type { Captures } from '../browser/capture-worker';
import { noRules } from '../../src/file/redaction/own-rules';
import { createHistory } from './history';
import { createOpenedFiles } from './opened-files';
import type { Shown, Viewer } from './viewer';

/** A viewer of captures out of files alone: it has no store, watches nothing and asks no background. */
export function openFileViewer({ worker, failure }: Captures): Viewer {
  const trouble = signal('');
  const nothing = createHistory('', worker.openNothing());
  const current = signal<Shown>({ history: nothing, site: null, imported: null });

  const chooseImported: Viewer['chooseImported'] = (imported) => {
    trouble.value = '';
    current.value = { history: imported.history, site: null, imported };
  };
  const files = createOpenedFiles(worker, chooseImported, (sentence) => {
    trouble.value = sentence;
  });

  return {
    current,
    origins: signal([]),
    imports: files.imports,
    trouble,
    failure,
    rules: () => Promise.resolve(noRules),
    stacks: null,
    choose: () => undefined,
    chooseImported,
    files,
  };
}
