import type { ContextInfo, ObjectInfo } from '../../src/exchange/types';
import { Cell, Grid, GridRow } from './grid';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import type { Selection } from '../state/selection';
import { ContextLabel } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { clockTime, fullTime } from '../words/time';
import { underscored } from '../words/underscored';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  /** Those that pass the filter, and were there in the time window. */
  readonly rows: readonly ContextInfo[];
}

const columns = ['tab', 'state', 'since', 'listeners', 'channels', 'document'] as const;

/** Who is there, and who was: those that live first. */
export function Contexts({ history, selection, rows }: Props) {
  return (
    <Grid
      rows={rows}
      label={t('view_contexts')}
      kind="contexts"
      columns={columns.map((name) => ({ name, title: t(`column_${name}`) }))}
      keyOf={({ context }) => context.id}
      render={(info, index, selected) => (
        <ContextRow info={info} history={history} index={index} selected={selected} />
      )}
      selected={rows.find(({ context }) => context.id === selection.context.value) ?? null}
      select={(info) => {
        selection.context.value = info?.context.id ?? null;
      }}
      open={() => {
        selection.opened.value = true;
      }}
    />
  );
}

function ContextRow({
  info,
  history,
  index,
  selected,
}: {
  readonly info: ContextInfo;
  readonly history: History;
  readonly index: number;
  readonly selected: boolean;
}) {
  const { context, state, since, storageListeners, objects } = info;
  return (
    <GridRow
      index={index}
      selected={selected}
      class={`state-${state}`}
      data={{ 'data-context': context.id, 'data-state': state }}
    >
      <Cell class="tab" title={context.title}>
        <ContextLabel
          id={context.id}
          tabs={history.documents.value.tabs}
          look={state === 'gone' ? 'empty' : 'filled'}
        />
      </Cell>
      <Cell class="state">{stateText(info)}</Cell>
      <Cell class="since" title={fullTime(since)}>
        {clockTime(since)}
      </Cell>
      <Cell class="listeners">{state === 'gone' ? '' : countOrUnknown(storageListeners)}</Cell>
      <Cell class="channels" title={objects.map(objectText).join('\n')}>
        <PageText text={objects.map(objectText).join(', ')} />
      </Cell>
      <Cell class="document" title={context.url}>
        {context.frame ? `${t('details_in_frame')} ` : ''}
        <PageText text={context.url} />
      </Cell>
    </GridRow>
  );
}

export function stateText({ state }: ContextInfo): string {
  return t(`state_${state}`);
}

/** null: no record tells. */
export function countOrUnknown(count: number | null): string {
  return count === null ? '?' : n(count);
}

/** A channel's object in a few words. */
function objectText({ channel }: ObjectInfo): string {
  const kind = t(`channel_${underscored(channel.kind)}`);
  return channel.name === '' ? kind : `${kind} ${channel.name}`;
}
