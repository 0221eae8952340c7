import { signal } from '@preact/signals';
import { createHistory } from './history';
import { createOpenedFiles } from './opened-files';
import type { Shown, Viewer } from './viewer';

/** A viewer of captures out of files alone: it has no store, watches nothing and asks no background. */
export function openFileViewer(): Viewer {
  const trouble = signal('');
  const nothing = createHistory('');
  void nothing.loaded();
  const current = signal<Shown>({ history: nothing.history, site: null, imported: null });

  const chooseImported: Viewer['chooseImported'] = (imported) => {
    trouble.value = '';
    current.value = { history: imported.history, site: null, imported };
  };
  const files = createOpenedFiles(chooseImported, (sentence) => {
    trouble.value = sentence;
  });

  return {
    current,
    origins: signal([]),
    imports: files.imports,
    trouble,
    stacks: null,
    choose: () => undefined,
    chooseImported,
    openFiles: files.open,
  };
}
