import { nameOf } from '../../src/exchange/record-name';
import { Grid } from './grid';
import type { History } from '../state/history';
import { selectedRecord, type Selection } from '../state/selection';
import { t } from '../browser/i18n';
import { Row } from './record-row';

interface Props {
  readonly history: History;
  readonly selection: Selection;
}

const columns = ['time', 'tab', 'channel', 'action', 'key', 'values', 'url'] as const;

/** The records of an origin. */
export function Records({ history, selection }: Props) {
  void history.version.value;
  return (
    <Grid
      rows={history.shown()}
      label={t('table_label')}
      kind="records"
      columns={columns.map((name) => ({ name, title: t(`column_${name}`) }))}
      keyOf={nameOf}
      render={(record, index, isSelected) => (
        <Row
          record={record}
          tabs={history.tabs}
          exchange={history.analysis.correlator.of(record)}
          findings={history.findingsOf(record)}
          index={index}
          selected={isSelected}
        />
      )}
      selected={selectedRecord(history, selection)}
      select={selection.select}
      open={() => {
        selection.opened.value = true;
      }}
      followEnd
    />
  );
}
