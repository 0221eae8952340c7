import type { Details } from '../../src/capture/rows/details-types';
import { isConnection } from '../../src/presence/holders';
import type { TabNames } from '../../src/shown/tab-names';
import { t } from '../browser/i18n';
import { Field } from '../parts/field';
import { ContextLabel } from '../parts/tab-label';

/** For sockets and locks: which tabs were on the channel then, and which got an equal frame. */
export function OnChannel({ details, tabs }: { readonly details: Details; readonly tabs: TabNames }) {
  const { record, holding, waiting, sameFrame } = details;
  const isStream = isConnection(record.channel);
  const isLock = record.channel.kind === 'web-lock';
  if (!isStream && !isLock) return null;
  return (
    <>
      <TabList name={t(isStream ? 'details_connected' : 'details_holding')} ids={holding} tabs={tabs} />
      {isLock && <TabList name={t('details_waiting')} ids={waiting} tabs={tabs} />}
      <TabList name={t('details_also_got')} ids={sameFrame.map(({ context }) => context)} tabs={tabs} />
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
