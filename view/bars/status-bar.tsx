import { findingCodes } from '../../src/findings/catalogue';
import { n, t } from '../browser/i18n';
import { Icon } from '../parts/icons';
import { TabLetter } from '../parts/tab-label';
import { Menu } from '../parts/menu';
import { clockTime, spanText } from '../words/time';
import { listOf } from '../state/counts';
import type { History } from '../state/history';
import type { Following } from '../state/following';
import type { Selection } from '../state/selection';
import { timeModes, type ViewName } from '../state/view-state';
import './status-bar.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly following: Following;
  /** In a popup: the rest is in the inspector. */
  readonly isQuick: boolean;
}

/** What the lists are made of, in one line below them. */
export function StatusBar({ history, selection, following, isQuick }: Props) {
  const status = history.status.value;
  const [first, last] = [status?.first ?? null, status?.last ?? null];
  const window = selection.window.value;
  const tabs = new Set(history.documents.value.tabs.all().map(({ tab, id }) => tab ?? id)).size;
  return (
    <footer class="status">
      {selection.view.value === 'findings' ? (
        <span class="checked">
          {t('findings_checked', n(status?.records ?? 0), n(tabs), n(findingCodes.length))}
        </span>
      ) : (
        first !== null &&
        last !== null && (
          <span class="range">
            {clockTime(window?.from ?? first)} – {clockTime(window?.to ?? last)} (
            {spanText((window?.to ?? last) - (window?.from ?? first))})
          </span>
        )
      )}
      {selection.view.value === 'messages' && selection.mode.value === 'exchanges' && !following.on.value && (
        <button
          type="button"
          class="jump"
          onClick={() => {
            following.on.value = true;
          }}
        >
          <Icon name="newest" />{' '}
          {following.missed.value > 0 ? t('jump_newest', n(following.missed.value)) : t('jump_newest_none')}
        </button>
      )}
      {selection.window.value && (
        <button
          type="button"
          class="jump all-times"
          onClick={() => {
            selection.window.value = null;
          }}
        >
          {t('window_reset')}
        </button>
      )}
      {selection.view.value === 'messages' && selection.mode.value === 'exchanges' && !isQuick && (
        <TimeMenu selection={selection} />
      )}
      <span class="end">
        {status?.loading !== false && <span class="waits">{t('loading')}</span>}
        {listOf(selection) === 'boards' && <Letters />}
        {isQuick ? (
          <>
            <kbd>Enter</kbd> {t('key_inspector')}
          </>
        ) : (
          <>
            <Keys view={selection.view.value} /> <kbd>[</kbd> <kbd>]</kbd> {t('key_problems')}
          </>
        )}
      </span>
    </footer>
  );
}

/** How the letters of Connections are drawn, and what that says. */
function Letters() {
  return (
    <span class="letters">
      {(['listening', 'absent', 'deaf', 'asleep'] as const).map((how) => (
        <span key={how}>
          <TabLetter name={anyTab} look={how === 'listening' ? 'filled' : how} />{' '}
          {t(`boards_${how}`).toLocaleLowerCase()}
        </span>
      ))}
    </span>
  );
}

const anyTab = { letter: 'A', colour: 0, title: '', isFrame: false };

/** Those of a view. */
function Keys({ view }: { readonly view: ViewName }) {
  if (view === 'timeline')
    return (
      <>
        {t('timeline_gestures')} <kbd>←</kbd> <kbd>→</kbd> {t('key_messages')}
      </>
    );
  return (
    <>
      {view === 'state' && (
        <>
          <kbd>,</kbd> <kbd>.</kbd> {t('key_writes')}{' '}
        </>
      )}
      <kbd>J</kbd> <kbd>K</kbd> {t('key_rows')}
    </>
  );
}

/** What times are counted from. */
function TimeMenu({ selection }: Pick<Props, 'selection'>) {
  return (
    <Menu
      class="time-menu"
      label={t('time_label')}
      up
      face={
        <>
          <Icon name="clock" /> {t(`time_${selection.time.value}`)}
        </>
      }
    >
      {(close) =>
        timeModes.map((mode) => (
          <button
            type="button"
            key={mode}
            class={`time-${mode}`}
            aria-pressed={selection.time.value === mode}
            onClick={() => {
              selection.time.value = mode;
              close();
            }}
          >
            {t(`time_${mode}`)}
          </button>
        ))
      }
    </Menu>
  );
}
