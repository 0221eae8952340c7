import type { Finding } from '../../src/findings/types';
import { CodeMark } from '../parts/code-mark';
import { FindingText, findingTitle } from '../parts/finding-text';
import { isPast } from '../state/past';
import { Cell, Grid, GridRow } from './grid';
import type { History } from '../state/history';
import { n, t } from '../browser/i18n';
import { ChannelName } from '../parts/channel-name';
import type { Selection } from '../state/selection';
import { clockTime, fullTime } from '../parts/time';

interface Props {
  readonly history: History;
  readonly selection: Selection;
}

const columns = ['code', 'title', 'channel', 'confidence', 'times', 'last'] as const;

/** Why messages did not arrive, and other things to know: the most severe first. */
export function Findings({ history, selection }: Props) {
  void history.version.value;
  const rows = history.analysis.findings().filter(history.passesFinding);
  return (
    <Grid
      rows={rows}
      label={t('view_findings')}
      kind="findings"
      columns={columns.map((name) => ({ name, title: t(`column_${name}`) }))}
      keyOf={({ id }) => id}
      render={(finding, index, selected) => (
        <FindingRow finding={finding} history={history} index={index} selected={selected} />
      )}
      selected={rows.find(({ id }) => id === selection.finding.value) ?? null}
      select={(finding) => {
        selection.finding.value = finding?.id ?? null;
      }}
      open={() => {
        selection.opened.value = true;
      }}
    />
  );
}

function FindingRow({
  finding,
  history,
  index,
  selected,
}: {
  readonly finding: Finding;
  readonly history: History;
  readonly index: number;
  readonly selected: boolean;
}) {
  const { tabs } = history;
  const { code, severity, channel, confidence, count, last } = finding;
  return (
    <GridRow index={index} selected={selected} data={{ 'data-code': code }}>
      <Cell class="code">
        <CodeMark code={code} severity={severity} />
        {t(`severity_${severity}`)}
      </Cell>
      <Cell class="title" title={findingTitle(finding, tabs)}>
        <FindingText finding={finding} part="title" tabs={tabs} />
        {isPast(finding, history) && <span class="note"> {t('finding_past')}</span>}
      </Cell>
      <Cell class="channel" title={`${channel.kind} ${channel.name}`}>
        <ChannelName channel={channel} />
      </Cell>
      <Cell class="confidence">{t(`confidence_${confidence}`)}</Cell>
      <Cell class="times">{n(count)}</Cell>
      <Cell class="last" title={fullTime(last)}>
        {clockTime(last)}
      </Cell>
    </GridRow>
  );
}
