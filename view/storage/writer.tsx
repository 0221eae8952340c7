import type { StorageWriter } from '../../src/capture/storage/types';
import { t } from '../browser/i18n';
import { Sender } from '../parts/reached';
import type { NameOf } from '../state/names';

/** Who gave a key its value: a tab, several that may have, or why nobody is named. */
export function Writer({
  writer: { contexts, certain, how },
  nameOf,
  brief = false,
}: {
  readonly writer: StorageWriter;
  readonly nameOf: NameOf;
  readonly brief?: boolean;
}) {
  if (how === 'before') return <span class="note">{t('state_before')}</span>;
  return <Sender writers={contexts} place="unseen" certain={certain} nameOf={nameOf} brief={brief} />;
}
