import { useEffect } from 'preact/hooks';
import { t } from '../browser/i18n';
import type { Viewer } from '../state/viewer';

/**
 * Opens files that a person drops or pastes anywhere, and the text of a capture that is pasted outside of a
 * field.
 */
export function useIncoming({ files }: Viewer): void {
  useEffect(() => {
    function over(event: DragEvent): void {
      event.preventDefault();
    }
    function drop(event: DragEvent): void {
      event.preventDefault();
      files.open([...(event.dataTransfer?.files ?? [])]);
    }
    function paste(event: ClipboardEvent): void {
      const { clipboardData: data, target } = event;
      const text = data?.getData('text/plain') ?? '';
      const isField = target instanceof HTMLInputElement;
      if (data && data.files.length > 0) files.open([...data.files]);
      else if (!isField && text.trimStart().startsWith('{')) files.open([new File([text], t('pasted_name'))]);
      else return;
      event.preventDefault();
    }
    const ended = new AbortController();
    const { signal } = ended;
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('drop', drop, { signal });
    document.addEventListener('paste', paste, { signal });
    return () => {
      ended.abort();
    };
  }, [files]);
}
