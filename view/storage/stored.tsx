import { useMemo, useRef, useState } from 'preact/hooks';
import {
  storageChanges,
  type StorageAnswer,
  type StorageChange,
  type StorageEntry,
  type StripMark,
} from '../../src/capture/storage/types';
import { n, t } from '../browser/i18n';
import { CodeMark } from '../parts/code-mark';
import { Icon } from '../parts/icons';
import { ReachedBadge } from '../parts/reached';
import { Spans } from '../parts/spans';
import { PageText } from '../parts/text';
import { spanText } from '../words/time';
import type { NameOf } from '../state/names';
import type { Selection } from '../state/selection';
import { Cell, Grid, GridRow } from '../tables/grid';
import { sizeText } from '../tables/message-row';
import { Instants } from './instants';
import { mostKeys, stripParts, type StoredState } from './stored-state';
import { Writer } from './writer';
import './storage.css';

interface Props {
  readonly selection: Selection;
  readonly state: StoredState;
  readonly nameOf: NameOf;
}

const columns = ['key', 'value', 'writer', 'age', 'size', 'writes', 'changes'] as const;
const signs = { changed: '~', added: '+', removed: '−', unchanged: '' } as const;

/** A key, or the head of those that something became of. */
type Item = { readonly entry: StorageEntry } | { readonly change: StorageChange; readonly count: number };

/** One storage area at an instant, compared with another where that is chosen. */
export function Stored({ selection, state, nameOf }: Props) {
  const { answer } = state;
  const [head, setHead] = useState<StorageChange | null>(null);
  // A click selects and opens at once, before the next drawing.
  const chosen = useRef<Item | null>(null);
  const compares = selection.since.value !== null;
  const items = useMemo(() => (answer ? itemsOf(answer, compares) : []), [answer, compares]);
  if (!answer) return null;
  const key = selection.key.value;
  const isSelected = (item: Item): boolean =>
    'entry' in item ? head === null && item.entry.key === key : item.change === head;
  return (
    <div class="stored" data-at={answer.at ?? undefined}>
      <Instants answer={answer} selection={selection} nameOf={nameOf} />
      <div class="keys">
        <Grid
          rows={items}
          label={t('view_state')}
          kind="storage"
          columns={columns.map((name) => ({ name, title: t(`state_${name}`) }))}
          keyOf={(item) => ('entry' in item ? `key ${item.entry.key}` : item.change)}
          render={(item, index, selected) =>
            'entry' in item ? (
              <Row entry={item.entry} answer={answer} nameOf={nameOf} index={index} selected={selected} />
            ) : (
              <Head {...item} folded={state.isFolded(item.change)} index={index} selected={selected} />
            )
          }
          selected={items.find(isSelected) ?? null}
          select={(item) => {
            setHead(item && 'change' in item ? item.change : null);
            if (item && 'entry' in item) selection.key.value = item.entry.key;
            chosen.current = item;
          }}
          open={() => {
            const item = chosen.current ?? items.find(isSelected);
            if (item && 'change' in item) state.fold(item.change);
            else if (item) selection.opened.value = true;
          }}
        />
      </div>
      <p class="footnote">
        {answer.total > mostKeys && `${t('state_more', n(mostKeys), n(answer.total))} `}
        {answer.areas.length > 0 && keysText(answer)}
      </p>
    </div>
  );
}

function itemsOf(answer: StorageAnswer, compares: boolean): Item[] {
  if (!compares) return answer.entries.map((entry) => ({ entry }));
  return storageChanges.flatMap((change): Item[] => {
    const count = answer.counts[change];
    if (count === 0) return [];
    const entries = answer.entries.filter((entry) => entry.change === change);
    return [{ change, count }, ...entries.map((entry) => ({ entry }))];
  });
}

/** UTF-16 units of keys and values that browsers let a storage area hold. */
const mostUnits = 5 * 1024 * 1024;

function keysText({ areas, area: id }: StorageAnswer): string {
  const area = areas.find((one) => one.id === id);
  if (!area) return '';
  const size =
    area.kind === 'cookie' ? sizeText(area.size) : t('state_of', sizeText(area.size), sizeText(mostUnits));
  const total = area.keys === 1 ? t('state_total_one', size) : t('state_total', n(area.keys), size);
  return area.left > 0 ? `${total} ${t('stored_left', n(area.left))}` : total;
}

interface HeadProps {
  readonly change: StorageChange;
  readonly count: number;
  readonly folded: boolean;
  readonly index: number;
  readonly selected: boolean;
}

function Head({ change, count, folded, index, selected }: HeadProps) {
  return (
    <GridRow index={index} selected={selected} class="group" data={{ 'data-group': change }}>
      <Cell class="group-name" title={t(folded ? 'state_unfold' : 'state_fold')}>
        <Icon name={folded ? 'right' : 'down'} />
        <b>{t(`state_${change}`)}</b> <span class="note">{n(count)}</span>
      </Cell>
    </GridRow>
  );
}

interface RowProps {
  readonly entry: StorageEntry;
  readonly answer: StorageAnswer;
  readonly nameOf: NameOf;
  readonly index: number;
  readonly selected: boolean;
}

function Row({ entry, answer, nameOf, index, selected }: RowProps) {
  const { key, change, content, size, writer, time, writes, unheard, marks } = entry;
  const at = answer.at ?? 0;
  return (
    <GridRow index={index} selected={selected} class={`change-${change}`} data={{ 'data-key': key }}>
      <Cell class="key" title={key}>
        <span class="sign">{signs[change]}</span>
        <PageText text={key} />
      </Cell>
      <Cell class="value">
        <span class="content">
          <Spans spans={content} nameOf={nameOf} />
        </span>
        {unheard.length > 0 && (
          <span class="unheard" title={t('state_disagree')}>
            {unheard.map((one, place) => (
              <ReachedBadge key={place} one={one} kind="document" nameOf={nameOf} />
            ))}
          </span>
        )}
        {marks.map((mark) => (
          <CodeMark key={mark.code} {...mark} />
        ))}
      </Cell>
      <Cell class="writer">
        <Writer writer={writer} nameOf={nameOf} />
      </Cell>
      <Cell class="age">{time !== null && ageText(at - time)}</Cell>
      <Cell class="size">{sizeText(size)}</Cell>
      <Cell class="writes">{n(writes)}</Cell>
      <Cell class="changes">
        <Strip marks={entry.strip} answer={answer} nameOf={nameOf} />
      </Cell>
    </GridRow>
  );
}

function ageText(milliseconds: number): string {
  if (milliseconds < 100) return t('state_now');
  return milliseconds < 60_000
    ? t('state_seconds', (milliseconds / 1_000).toFixed(1))
    : spanText(milliseconds);
}

interface StripProps {
  readonly marks: readonly StripMark[];
  readonly answer: StorageAnswer;
  readonly nameOf: NameOf;
}

/** When a key changed, in the colour of who did it; a low mark took it away. The line is the instant. */
function Strip({ marks, answer: { range, at }, nameOf }: StripProps) {
  const place = range && at !== null ? (at - range.from) / (range.to - range.from || 1) : 1;
  return (
    <span class="strip" role="img" aria-label={t('state_strip', n(marks.length))}>
      {marks.map(({ bin, context, removed }) => (
        <i
          key={bin}
          class={`${context === null ? 'nobody' : `colour-${nameOf(context).colour}`} ${removed ? 'removed' : ''}`}
          style={{ left: `${(bin * 100) / stripParts}%` }}
        />
      ))}
      <i class="instant" style={{ left: `${place * 100}%` }} />
    </span>
  );
}
