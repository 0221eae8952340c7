import { useEffect, useState } from 'preact/hooks';
import type { FindingRow } from '../../src/capture/lists/list-types';
import { severities, type Severity } from '../../src/findings/types';
import { visibleText } from '../../src/shown/visible';
import { n, t } from '../browser/i18n';
import { CodeMark } from '../parts/code-mark';
import { FindingText, findingTitle } from '../parts/finding-text';
import { Icon, KindIcon, SeverityIcon } from '../parts/icons';
import { TabLetter } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { clockTime, fullTime } from '../words/time';
import { pathOf } from '../../src/shown/url-names';
import type { FindingsState } from '../state/findings';
import type { History } from '../state/history';
import type { Selection } from '../state/selection';
import './findings.css';

interface Props {
  readonly history: History;
  readonly selection: Selection;
  readonly state: FindingsState;
  /** There is room for the details of one beside the list. */
  readonly side: boolean;
}

/**
 * Why messages did not arrive, and other things to know: in groups by how severe they are, the notes folded.
 */
export function Findings({ history, selection, state, side }: Props) {
  const findings = state.shown ?? [];
  const [asked, setUnfolded] = useState<boolean | null>(null);
  const chosen = findings.find(({ finding }) => finding.id === selection.finding.value) ?? null;
  const isFiltered = selection.filter.value !== '';
  const onlyNotes = findings.every(({ finding }) => finding.severity === 'info');
  const unfolded = asked ?? (isFiltered || onlyNotes || chosen?.finding.severity === 'info');
  const rows = findings.filter(({ finding }) => finding.severity !== 'info' || unfolded);
  const at = chosen ? rows.indexOf(chosen) : -1;
  const first = rows[0]?.finding;

  // Beside the list there is room for one from the beginning.
  useEffect(() => {
    if (!side || !first || selection.finding.value !== null) return;
    selection.finding.value = first.id;
    selection.opened.value = true;
  }, [side, first?.id]);

  useEffect(() => {
    document.getElementById(`finding-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = new Map([
      ['ArrowDown', at + 1],
      ['j', at + 1],
      [']', at + 1],
      ['ArrowUp', at - 1],
      ['k', at - 1],
      ['[', at - 1],
      ['Home', 0],
      ['End', rows.length - 1],
    ]).get(event.key);
    const to = target === undefined ? undefined : rows[Math.max(0, Math.min(rows.length - 1, target))];
    if (to) selection.finding.value = to.finding.id;
    else if (event.key === 'Enter' && chosen) selection.opened.value = true;
    else return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent): void {
    const index = (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index;
    const clicked = rows[Number(index)];
    if (index === undefined || !clicked) return;
    selection.finding.value = clicked.finding.id;
    selection.opened.value = true;
  }

  return (
    <div
      class="table findings"
      role="tree"
      aria-label={t('view_findings')}
      aria-activedescendant={at >= 0 ? `finding-${at}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {severities.map((severity) => (
        <Group
          key={severity}
          severity={severity}
          findings={findings.filter(({ finding }) => finding.severity === severity)}
          unfolded={severity === 'info' ? unfolded : null}
          unfold={setUnfolded}
        >
          {rows.map(
            (row, index) =>
              row.finding.severity === severity && (
                <Row
                  key={row.finding.id}
                  row={row}
                  history={history}
                  index={index}
                  selected={row === chosen}
                />
              ),
          )}
        </Group>
      ))}
    </div>
  );
}

function Group({
  severity,
  findings,
  unfolded,
  unfold,
  children,
}: {
  readonly severity: Severity;
  readonly findings: readonly FindingRow[];
  /** null: it cannot be folded. */
  readonly unfolded: boolean | null;
  readonly unfold: (unfolded: boolean) => void;
  readonly children: preact.ComponentChildren;
}) {
  if (findings.length === 0) return null;
  const title = (
    <>
      <SeverityIcon severity={severity} />
      <b>{t(`findings_${severity}`)}</b>
      <span class="note">
        {n(findings.length)} · {t(`findings_${severity}_what`)}
      </span>
    </>
  );
  return (
    <div role="group" aria-label={t(`findings_${severity}`)} class="group">
      {unfolded === null ? (
        <div role="treeitem" aria-expanded={true} class="group-head">
          {title}
        </div>
      ) : (
        <button
          type="button"
          role="treeitem"
          class="group-head"
          aria-expanded={unfolded}
          onClick={() => {
            unfold(!unfolded);
          }}
        >
          <Icon name={unfolded ? 'down' : 'right'} />
          {title}
          <span class="note codes">{codeCounts(findings)}</span>
        </button>
      )}
      {children}
    </div>
  );
}

function codeCounts(findings: readonly FindingRow[]): string {
  return [...Map.groupBy(findings, ({ finding }) => finding.code)]
    .map(([code, { length }]) => (length > 1 ? `${code} ×${length}` : code))
    .join('  ');
}

function Row({
  row: { finding, past },
  history,
  index,
  selected,
}: {
  readonly row: FindingRow;
  readonly history: History;
  readonly index: number;
  readonly selected: boolean;
}) {
  const { tabs } = history.documents.value;
  const { code, severity, channel, confidence, count, last, contexts } = finding;
  const named = [...new Map(contexts.map((id) => [tabs.of(id).letter, tabs.of(id)])).values()];
  return (
    <div
      role="treeitem"
      id={`finding-${index}`}
      aria-selected={selected}
      class="row"
      data-index={index}
      data-code={code}
      data-severity={severity}
    >
      <span class="code">
        <CodeMark code={code} severity={severity} />
      </span>
      <span class="title" title={visibleText(findingTitle(finding, tabs))}>
        <FindingText finding={finding} part="title" tabs={tabs} />
      </span>
      <span class="times">{count > 1 && `${n(count)} ×`}</span>
      <span class="about">
        {named.slice(0, most).map((name) => (
          <TabLetter key={name.letter} name={name} />
        ))}
        <KindIcon kind={channel.kind} />
        {channel.name !== '' && (
          <code class="channel">
            <PageText text={pathOf(channel.name)} />
          </code>
        )}
        <span>· {t(`confidence_${confidence}`)}</span>
        <span title={fullTime(last)}>· {clockTime(last)}</span>
        {past && <span class="past">· {t('finding_past')}</span>}
      </span>
    </div>
  );
}

/** Letters of tabs in a row. */
const most = 6;
