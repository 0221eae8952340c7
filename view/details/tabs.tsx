import { useMemo } from 'preact/hooks';
import { holdersAt, isConnection, sameFrame } from '../../src/holders';
import type { Record } from '../../src/record';
import { Field } from '../parts/field';
import { t } from '../browser/i18n';
import { ContextLabel } from '../parts/tab-label';
import type { TabNames } from '../../src/shown/tab-names';

interface Props {
  readonly record: Record;
  /** All records of the origin, by time. */
  readonly records: readonly Record[];
  readonly tabs: TabNames;
}

/** For sockets and locks: which tabs were on the channel then, and which got an equal frame. */
export function OnChannel({ record, records, tabs }: Pick<Props, 'record' | 'records' | 'tabs'>) {
  const { kind } = record.channel;
  const isStream = isConnection(record.channel);
  const relevant = isStream || kind === 'web-lock';
  const holders = useMemo(() => (relevant ? holdersAt(records, record) : null), [record]);
  const others = useMemo(() => sameFrame(records, record), [record]);
  if (!holders) return null;
  return (
    <>
      <TabList
        name={t(isStream ? 'details_connected' : 'details_holding')}
        ids={holders.holding}
        tabs={tabs}
      />
      {kind === 'web-lock' && <TabList name={t('details_waiting')} ids={holders.waiting} tabs={tabs} />}
      <TabList name={t('details_also_got')} ids={others.map(({ context }) => context)} tabs={tabs} />
    </>
  );
}

function TabList({
  name,
  ids,
  tabs,
}: {
  readonly name: string;
  readonly ids: readonly string[];
  readonly tabs: TabNames;
}) {
  return ids.length === 0 ? null : (
    <Field name={name}>
      {ids.map((id) => (
        <div key={id}>
          <ContextLabel id={id} tabs={tabs} />
        </div>
      ))}
    </Field>
  );
}
