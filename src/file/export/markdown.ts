import type { Exchange, RecordRef } from '../../exchange/types';
import { channelName } from '../../findings/asking/names';
import type { Finding } from '../../findings/types';
import { findingPieces, type FindingPart, type FindingSpeak } from '../../shown/finding-text';
import { visibleText } from '../../shown/visible';
import type { Site } from '../site';
import { isoTime, lineOf, tabText } from './line';
import { mermaidText, type DiagramSpeak } from './mermaid';

export type ReportName =
  | 'report_title'
  | 'report_records'
  | 'report_tabs'
  | 'report_findings'
  | 'report_none'
  | 'report_evidence'
  | 'report_latencies'
  | 'report_diagram'
  | 'report_times'
  | 'report_more';

export interface ReportSpeak {
  readonly finding: FindingSpeak;
  readonly diagram: DiagramSpeak;
  readonly report: (
    name:
      | ReportName
      | `column_${string}`
      | `severity_${Finding['severity']}`
      | `confidence_${Finding['confidence']}`
      | 'finding_mend'
      | 'latency_all'
      | 'latency_reply',
    ...values: readonly string[]
  ) => string;
}

const maxFindings = 50;
const maxTabs = 50;
const maxRows = 20;
const longest = 160;

/**
 * A report to paste into an issue: what was wrong, what shows it, who was there, how fast it was, and a
 * diagram.
 */
export function markdownOf(sites: readonly Site[], speak: ReportSpeak): string {
  return sites.map((site) => siteText(site, speak)).join('\n');
}

function siteText(site: Site, speak: ReportSpeak): string {
  const { report: say } = speak;
  const findings = site.analysis.findings();
  const [first, last] = [site.records[0], site.records[site.records.length - 1]];
  const span = first && last ? `${isoTime(first.time)} – ${isoTime(last.time)}` : '';
  const out = [
    `# ${say('report_title', literal(site.origin))}`,
    '',
    say('report_records', String(site.records.length), String(site.contexts.length), span),
    '',
    `## ${say('report_findings')}`,
    '',
    ...(findings.length === 0 ? [say('report_none'), ''] : []),
    ...findings.slice(0, maxFindings).flatMap((finding) => findingLines(finding, site, speak)),
    ...more(findings.length, maxFindings, say),
    `## ${say('report_tabs')}`,
    '',
    ...table(
      [say('column_tab'), say('column_url')],
      site.contexts
        .slice(0, maxTabs)
        .map(({ id, url }) => [literal(tabText(id, site)), code(visibleText(url), true)]),
    ),
    ...more(site.contexts.length, maxTabs, say),
    ...latencyLines(site, speak),
    ...diagramLines(findings, site, speak),
  ];
  return `${out.join('\n').trimEnd()}\n`;
}

function findingLines(finding: Finding, site: Site, { finding: speak, report: say }: ReportSpeak): string[] {
  const { code: name, severity, confidence, count, channel } = finding;
  const text = (part: FindingPart): string =>
    findingPieces(finding, part, speak)
      .map((piece) => {
        if ('text' in piece) return piece.isCode ? code(piece.text) : piece.text;
        const { value } = piece;
        return literal(typeof value === 'object' ? tabText(value.context, site) : visibleText(String(value)));
      })
      .join('');
  const about = [
    say(`severity_${severity}`),
    say(`confidence_${confidence}`),
    code(visibleText(channelName(channel))),
  ];
  return [
    `### ${name}: ${text('title')}`,
    '',
    `${about.join(', ')}${count > 1 ? `, ${say('report_times', String(count))}` : ''}`,
    '',
    text('why'),
    '',
    `${say('finding_mend')}: ${text('mend')}`,
    '',
    `${say('report_evidence')}:`,
    '',
    ...finding.evidence.flatMap((ref) => evidenceLine(ref, site)),
    '',
  ];
}

function evidenceLine(ref: RecordRef, site: Site): string[] {
  const record = site.analysis.correlator.record(ref);
  if (!record) return [];
  return [
    `- ${isoTime(record.time)} ${literal(tabText(ref.context, site))}: ${code(lineOf(record, longest))}`,
  ];
}

function latencyLines(site: Site, { report: say }: ReportSpeak): string[] {
  const rows = site.analysis.correlator.latencies().filter(({ latency }) => latency.count > 0);
  if (rows.length === 0) return [];
  const columns = [
    'column_channel',
    'column_from',
    'column_to',
    'column_times',
    'column_p50',
    'column_p95',
    'column_max',
  ] as const;
  const tab = (id: string | null): string => literal(id === null ? say('latency_all') : tabText(id, site));
  return [
    `## ${say('report_latencies')}`,
    '',
    ...table(
      columns.map((name) => say(name)),
      rows
        .slice(0, maxRows)
        .map(({ channel, from, to, reply, latency }) => [
          code(visibleText(channelName(channel)), true),
          tab(from),
          reply ? say('latency_reply') : tab(to),
          String(latency.count),
          ...[latency.p50, latency.p95, latency.max].map((value) => `${value.toFixed(1)} ms`),
        ]),
    ),
    ...more(rows.length, maxRows, say),
  ];
}

/** Of what findings rest on; where there are none, of everything. */
function diagramLines(findings: readonly Finding[], site: Site, speak: ReportSpeak): string[] {
  const named = new Map<string, Exchange>();
  for (const { evidence } of findings)
    for (const ref of evidence) {
      const exchange = site.analysis.correlator.of(ref);
      if (exchange) named.set(exchange.id, exchange);
    }
  const chosen = named.size > 0 ? [...named.values()].sort((a, b) => a.time - b.time) : site.exchanges;
  if (chosen.length === 0) return [];
  const text = mermaidText([{ ...site, exchanges: chosen }], speak.diagram);
  return [`## ${speak.report('report_diagram')}`, '', '```mermaid', text.trimEnd(), '```', ''];
}

function more(count: number, shown: number, say: ReportSpeak['report']): string[] {
  return count > shown ? [say('report_more', String(count - shown)), ''] : [];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

/** A text of a page in which nothing is Markdown, and nobody is mentioned. */
function literal(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~&!@]/g, (sign) => (sign === '@' ? '@\u200b' : `\\${sign}`));
}

/** Between more backticks than it holds, on one line. */
function code(text: string, inTable = false): string {
  const runs = (text.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const padded = /^`|`$|^$/.test(text) ? ` ${text} ` : text;
  return `${fence}${inTable ? padded.replaceAll('|', '\\|') : padded}${fence}`;
}
