import type { DocumentBoard } from '../../src/capture/connections/types';
import { n, t } from '../browser/i18n';
import { pathOf } from '../../src/shown/url-names';
import { TabLetter, type LetterLook } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { spanText } from '../words/time';
import type { Around } from './around';
import { Marks } from './cells';

/** A document with its state and what it is on. */
export function Document({
  row,
  around,
  show,
}: {
  readonly row: DocumentBoard;
  readonly around: Around;
  readonly show: () => void;
}) {
  const { context, state, since, opened, storageListeners, channels, marks } = row;
  const name = around.nameOf(context);
  const isOpen = state !== 'gone';
  return (
    <li data-context={context} class={isOpen ? '' : 'closed'}>
      <button type="button" class="document" onClick={show}>
        <span class="line">
          <TabLetter name={name} look={lookOf(state)} />{' '}
          <b>
            <PageText text={name.title} />
          </b>{' '}
          <code>{pathOf(name.url)}</code>
          <span class="since">
            {isOpen && opened !== null && t('boards_open', spanText(around.until - opened))}
          </span>
        </span>
        <span class="line facts">
          <span>
            {t(`state_${state}`)}
            {state !== 'visible' && since !== null && ` ${spanText(around.until - since)}`}
          </span>
          {isOpen && storageListeners !== null && (
            <span class={storageListeners === 0 && marks.length > 0 ? 'bad' : ''}>
              {storageListeners === 1
                ? t('boards_listeners_one')
                : storageListeners === 0
                  ? t('boards_listeners_none')
                  : t('boards_listeners', n(storageListeners))}
            </span>
          )}
          {isOpen && <span>{channels === 1 ? t('boards_on_one') : t('boards_on', n(channels))}</span>}
        </span>
      </button>
      <Marks marks={marks} around={around} />
    </li>
  );
}

function lookOf(state: DocumentBoard['state']): LetterLook {
  switch (state) {
    case 'frozen':
    case 'bfcached':
    case 'discarded':
      return 'asleep';
    case 'gone':
      return 'absent';
    default:
      return 'filled';
  }
}
