import { useEffect, useRef, useState } from 'preact/hooks';
import { nameOf } from '../../src/record/record-name';
import type { CaptureClient } from '../../src/capture/types';
import type { EventsAnswer, EventsQuestion } from '../../src/capture/rows/details-types';
import type { View } from '../../src/capture/view';
import { t } from '../browser/i18n';
import { createAsker, useAnswer } from '../state/answers';
import type { History } from '../state/history';
import { selectedRef, type Selection } from '../state/selection';
import { Grid, type Sight } from './grid';
import { Row } from './record-row';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  /** Of every raw record that passes. */
  readonly view: View;
}

const columns = ['time', 'tab', 'channel', 'action', 'key', 'values', 'url'] as const;

/** The records of an origin: only those in sight are asked for. */
export function Records({ history, selection, view }: Props) {
  const { client, hidden } = history;
  const [answered, setAnswered] = useState<{ of: CaptureClient; answer: EventsAnswer } | null>(null);
  const answer = answered?.of === client ? answered.answer : null;
  const [sight, setSight] = useState<Sight>({ from: -40, to: Infinity });
  const asker = useRef<ReturnType<typeof createAsker<EventsQuestion>> | null>(null);
  const selected = selectedRef(selection);
  const key = selected && nameOf(selected);
  const place = useAnswer(client, key === null ? null : { ask: 'place', view, id: key });
  const viewKey = JSON.stringify(view);

  useEffect(() => {
    const made = createAsker<EventsQuestion>(client, (next) => {
      setAnswered({ of: client, answer: next });
    });
    asker.current = made;
    return made.end;
  }, [client]);

  useEffect(() => {
    asker.current?.ask({ ask: 'events', view, ...sight });
  }, [client, viewKey, sight.from, sight.to]);

  const rows = answer?.records ?? [];
  return (
    <Grid
      rows={rows}
      part={{
        first: answer?.first ?? 0,
        total: answer?.total ?? 0,
        see: setSight,
        rowAt: async (index) =>
          (await client.ask({ ask: 'events', view, from: index, to: index + 1 })).records[0] ?? null,
        selected: key === null ? null : { key, index: place?.id === key ? place.index : -1 },
      }}
      label={t('table_label')}
      kind="records"
      columns={columns.map((name) => ({ name, title: t(`column_${name}`) }))}
      keyOf={({ record }) => nameOf(record)}
      render={({ record, exchange, findings }, index, isSelected) => (
        <Row
          record={record}
          tabs={history.documents.value.tabs}
          exchange={exchange ?? undefined}
          findings={findings.filter((finding) => !hidden.hides(finding))}
          index={index}
          selected={isSelected}
        />
      )}
      selected={rows.find(({ record }) => nameOf(record) === key) ?? null}
      select={(seen) => {
        selection.select(seen?.record ?? null);
      }}
      open={() => {
        selection.opened.value = true;
      }}
      followEnd
    />
  );
}
