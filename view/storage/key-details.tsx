import { useState } from 'preact/hooks';
import type { KeyAnswer, KeyRow } from '../../src/capture/storage/types';
import { wholeText } from '../../src/shown/columns';
import type { Text } from '../../src/record/record';
import { n, t } from '../browser/i18n';
import { Changed, Value } from '../details/changed';
import { CodeMark } from '../parts/code-mark';
import { CopyButton } from '../parts/copy-button';
import { Icon } from '../parts/icons';
import { IconButton } from '../parts/icon-button';
import { ReachedBadge } from '../parts/reached';
import { Spans } from '../parts/spans';
import { PageText } from '../parts/text';
import { exactSpanText } from '../words/time';
import { useAnswer } from '../state/answers';
import type { History } from '../state/history';
import type { NameOf } from '../state/names';
import { quoted } from '../../src/filter/print';
import type { Selection } from '../state/selection';
import { sizeText } from '../tables/message-row';
import type { StoredState } from './stored-state';
import { Writer } from './writer';

interface Props {
  readonly name: string;
  readonly history: History;
  readonly selection: Selection;
  readonly state: StoredState;
  readonly nameOf: NameOf;
  readonly close: () => void;
}

/** Writes that are shown at first, and with each press of the button below them. */
const some = 100;

/** One key: its value at the instant, and everything that became of it. */
export function KeyDetails({ name, history, selection, state, nameOf, close }: Props) {
  const [most, setMost] = useState(some);
  const area = state.answer?.area ?? null;
  const since = selection.since.value;
  const answer = useAnswer(
    history.client,
    area === null ? null : { ask: 'key', area, key: name, at: selection.at.value, since, from: 0, to: most },
  );
  if (!answer) return null;
  return (
    <section class="details key-details" aria-label={t('details_label')} tabIndex={-1}>
      <header>
        <Icon name="storage" />
        <h2>
          <PageText text={name} />{' '}
          <span class="note">
            {answer.writes === 1 ? t('state_writes_one') : t('state_writes_many', n(answer.writes))}
          </span>
        </h2>
        <IconButton class="close" icon="close" label={t('details_close')} press={close} />
      </header>
      <p class="writers">
        {answer.writers.map(({ context, count }) => {
          const { letter, colour, title } = nameOf(context);
          return (
            <span key={context} title={title}>
              {t('state_by', n(count))} <span class={`letter colour-${colour}`}>{letter}</span>
            </span>
          );
        })}
      </p>
      {since === null || (answer.before === null && answer.value === null) ? (
        <section class="changed">
          <h3>{t('state_value')}</h3>
          <div class="value-box">
            {answer.value === null ? <p class="note">{t('state_absent')}</p> : <Value text={answer.value} />}
          </div>
        </section>
      ) : (
        <Changed
          key={`${answer.before === null} ${answer.value === null}`}
          before={answer.before}
          after={answer.value}
        />
      )}
      <Writes answer={answer} selection={selection} state={state} nameOf={nameOf} />
      {answer.total > answer.rows.length && (
        <button
          type="button"
          class="more"
          onClick={() => {
            setMost(most + some);
          }}
        >
          {t('state_show_more', n(answer.total - answer.rows.length))}
        </button>
      )}
      <footer class="actions">
        {answer.value !== null && <CopyValue text={answer.value} />}
        <button
          type="button"
          class="its-messages"
          onClick={() => {
            selection.filter.value = quoted(name);
            selection.show('messages');
          }}
        >
          {t('state_messages')}
        </button>
      </footer>
    </section>
  );
}

function CopyValue({ text }: { readonly text: Text }) {
  return <CopyButton class="copy-value" label={t('state_copy')} text={() => wholeText(text)} />;
}

interface WritesProps {
  readonly answer: KeyAnswer;
  readonly selection: Selection;
  readonly state: StoredState;
  readonly nameOf: NameOf;
}

/** Every write, the newest first: a press on its time makes that the instant. */
function Writes({ answer, selection, state, nameOf }: WritesProps) {
  const start = state.answer?.range?.from ?? 0;
  return (
    <>
      <h3>{t('state_history')}</h3>
      <ol class="writes" aria-label={t('state_history')}>
        {answer.rows.map((row, index) => (
          <Write
            key={answer.total - index}
            row={row}
            start={start}
            mark={index === answer.current ? 'current' : index === answer.compared ? 'compared' : ''}
            selection={selection}
            nameOf={nameOf}
          />
        ))}
      </ol>
    </>
  );
}

interface WriteProps {
  readonly row: KeyRow;
  /** What times are counted from. */
  readonly start: number;
  readonly mark: 'current' | 'compared' | '';
  readonly selection: Selection;
  readonly nameOf: NameOf;
}

function Write({ row, start, mark, selection, nameOf }: WriteProps) {
  const { time, writer, content, size, reached, marks, record } = row;
  return (
    <li class={mark} aria-current={mark === 'current'}>
      <button
        type="button"
        class="link time"
        title={t('state_go')}
        onClick={() => {
          selection.at.value = time ?? start;
        }}
      >
        {time === null ? t('state_early') : exactSpanText(Math.round(time - start))}
      </button>
      <Writer writer={writer} nameOf={nameOf} brief />
      <span class="content" title={size === null ? '' : sizeText(size)}>
        <Spans spans={content} nameOf={nameOf} />
      </span>
      <span class="reached">
        {reached.map((one, index) => (
          <ReachedBadge key={index} one={one} kind="document" nameOf={nameOf} />
        ))}
        {marks.map((one) => (
          <CodeMark key={one.code} {...one} />
        ))}
      </span>
      <IconButton
        class="jump"
        icon="right"
        label={t('state_show')}
        press={() => {
          selection.showRecord(record);
        }}
      />
    </li>
  );
}
