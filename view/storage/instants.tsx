import type { StorageArea, StorageAnswer } from '../../src/capture/storage/types';
import { n, t } from '../browser/i18n';
import { visibleText } from '../../src/shown/visible';
import { PageText } from '../parts/text';
import { exactSpanText } from '../words/time';
import type { NameOf } from '../state/names';
import { moveInstant, type Instant } from '../state/instants';
import type { Selection } from '../state/selection';

interface Props {
  readonly answer: StorageAnswer;
  readonly selection: Selection;
  readonly nameOf: NameOf;
}

/** Which storage area is shown, and at what instants. */
export function Instants({ answer, selection, nameOf }: Props) {
  const { range } = answer;
  const since = selection.since.value;
  if (!range) return null;
  // As chosen, not as answered: a marker stays where it is dragged to.
  const at = selection.at.value ?? range.to;
  return (
    <div class="toolbar instants">
      <Areas answer={answer} selection={selection} nameOf={nameOf} />
      {since !== null && (
        <Marker
          name="since"
          label={t('state_from')}
          time={since}
          range={range}
          move={(time) => {
            moveInstant(selection, 'since', time, range.to);
          }}
        />
      )}
      <Marker
        name="at"
        label={t(since === null ? 'state_at' : 'state_to')}
        time={at}
        range={range}
        move={(time) => {
          moveInstant(selection, 'at', time, range.to);
        }}
      />
      <button
        type="button"
        class="compare"
        aria-pressed={since !== null}
        onClick={() => {
          selection.since.value = since === null ? range.from : null;
        }}
      >
        {t('state_compare')}
      </button>
      <button
        type="button"
        class="latest"
        disabled={selection.at.value === null}
        onClick={() => {
          selection.at.value = null;
        }}
      >
        {t('state_latest')}
      </button>
    </div>
  );
}

/** So many tabs' sessionStorage stand side by side; more of them are a list to choose from. */
const mostSessions = 3;

function Areas({ answer: { areas, area: shown }, selection, nameOf }: Props) {
  const sessions = areas.filter(({ kind }) => kind === 'session-storage');
  const listed = sessions.length > mostSessions ? sessions : [];
  const show = (id: string): void => {
    selection.area.value = id;
    selection.key.value = null;
    selection.opened.value = false;
  };
  return (
    <div class="switch areas" role="group" aria-label={t('state_areas')}>
      {areas
        .filter((area) => !listed.includes(area))
        .map((area) => (
          <button
            type="button"
            key={area.id}
            class={`area-${area.kind}`}
            aria-pressed={area.id === shown}
            onClick={() => {
              show(area.id);
            }}
          >
            <AreaName area={area} nameOf={nameOf} /> <span class="number">{n(area.keys)}</span>
          </button>
        ))}
      {listed.length > 0 && (
        <select
          class="sessions"
          aria-label={t('state_area_session')}
          value={listed.find(({ id }) => id === shown)?.id ?? ''}
          onChange={({ currentTarget }) => {
            show(currentTarget.value);
          }}
        >
          <option value="" disabled hidden>
            {t('state_area_session')} {n(listed.length)} …
          </option>
          {listed.map((area) => (
            <option key={area.id} value={area.id}>
              {sessionText(area, nameOf)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** sessionStorage B Checkout (3) */
function sessionText({ context, keys, partition }: StorageArea, nameOf: NameOf): string {
  const { letter, title } = nameOf(context);
  const named = [t('state_area_session'), letter, visibleText(title), visibleText(partition)];
  return `${named.filter((one) => one !== '').join(' ')} (${n(keys)})`;
}

function AreaName({ area, nameOf }: { readonly area: StorageArea; readonly nameOf: NameOf }) {
  const { letter, colour } = nameOf(area.context);
  return (
    <>
      {t(
        `state_area_${area.kind === 'cookie' ? 'cookies' : area.kind === 'local-storage' ? 'local' : 'session'}`,
      )}
      {area.kind === 'session-storage' && <span class={`letter colour-${colour}`}>{letter}</span>}
      {area.partition !== '' && (
        <span class="note">
          <PageText text={area.partition} />
        </span>
      )}
      {area.incognito && <span class="note">{t('state_private')}</span>}
    </>
  );
}

interface MarkerProps {
  readonly name: Instant;
  readonly label: string;
  readonly time: number;
  readonly range: { readonly from: number; readonly to: number };
  readonly move: (time: number) => void;
}

/** An instant, by a millisecond. */
function Marker({ name, label, time, range, move }: MarkerProps) {
  const text = exactSpanText(Math.round(time - range.from));
  const last = Math.ceil(range.to - range.from);
  return (
    <label class={`marker marker-${name}`}>
      {label}
      <input
        type="range"
        class={name}
        min={0}
        max={last}
        step={1}
        value={Math.round(time - range.from)}
        aria-valuetext={text}
        onInput={({ currentTarget }) => {
          const value = Number(currentTarget.value);
          move(value >= last ? range.to : range.from + value);
        }}
      />
      <output>{text}</output>
    </label>
  );
}
