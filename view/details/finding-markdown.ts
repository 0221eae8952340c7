import { actionOf, messageOf, wholeText } from '../../src/shown/columns';
import { catalogue } from '../../src/findings/catalogue';
import type { Finding } from '../../src/findings/types';
import type { RecordSeen } from '../../src/capture/rows/details-types';
import type { Record } from '../../src/record/record';
import { visibleText } from '../../src/shown/visible';
import { t } from '../browser/i18n';
import { findingPlainText, findingTitle } from '../parts/finding-text';
import { fullTime } from '../words/time';
import type { RecordOf } from '../state/records';
import type { TabNames } from '../../src/shown/tab-names';

/** Characters of a value in a table. */
const brief = 120;
/** Arrows in a diagram: more cannot be read. */
const mostArrows = 12;

/** A finding to paste into an issue: its text, its evidence as a table, and a diagram of who reached whom. */
export function markdownOf(finding: Finding, recordOf: RecordOf, tabs: TabNames): string {
  const seen = [...finding.earlier, ...finding.evidence].flatMap((ref) => recordOf(ref) ?? []);
  return [
    `### ${finding.code}: ${inline(findingTitle(finding, tabs))}`,
    '',
    inline(findingPlainText(finding, 'why', tabs)),
    '',
    `**${t('finding_mend')}:** ${inline(findingPlainText(finding, 'mend', tabs))}`,
    '',
    ...tableOf(seen, tabs),
    '',
    ...diagramOf(seen, tabs),
    '',
    `<${catalogue[finding.code].link}>`,
    '',
  ].join('\n');
}

function tableOf(seen: readonly RecordSeen[], tabs: TabNames): string[] {
  const head = [
    t('column_time'),
    t('column_tab'),
    t('column_channel'),
    t('column_action'),
    t('column_content'),
  ];
  const rows = seen.map(({ record }) => {
    const { letter, title } = tabs.of(record.context);
    const { kind, name } = record.channel;
    return [
      fullTime(record.time),
      `${letter} ${title}`,
      `${kind} ${name}`.trim(),
      actionOf(record),
      contentOf(record),
    ];
  });
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
}

/** A Mermaid sequence diagram of the writes and sends and of who got them. */
function diagramOf(seen: readonly RecordSeen[], tabs: TabNames): string[] {
  const arrows: string[] = [];
  const named = new Map<string, string>();
  const nameOf = (context: string): string => {
    const { letter, title } = tabs.of(context);
    named.set(letter, title);
    return letter;
  };
  for (const { record, exchange } of seen) {
    if (!exchange || (record.type !== 'storage-write' && record.type !== 'send')) continue;
    const from = nameOf(record.context);
    for (const { context, verdict } of exchange.deliveries) {
      if (verdict === 'not-applicable' || nameOf(context) === from) continue;
      const line = verdict === 'arrived' ? '->>' : '-x';
      arrows.push(`  ${from}${line}${nameOf(context)}: ${label(`${actionOf(record)} ${contentOf(record)}`)}`);
    }
  }
  if (arrows.length === 0) return [];
  return [
    '```mermaid',
    'sequenceDiagram',
    ...[...named].map(([letter, title]) => `  participant ${letter} as ${label(`${letter} ${title}`)}`),
    ...arrows.slice(0, mostArrows),
    '```',
  ];
}

function contentOf(record: Record): string {
  if (record.type !== 'storage-write' && record.type !== 'storage-event') return messageOf(record);
  const { key, newValue } = record;
  const value = newValue === null ? 'null' : wholeText(newValue);
  return key === null ? '' : `${wholeText(key)} = ${value}`;
}

/** Page texts must not end a cell, begin a tag, or mention anybody where the text is pasted. */
function inline(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_[\]<>|#]/g, '\\$&')
    .replaceAll('@', '@\u200B');
}

function cell(text: string): string {
  return inline(text.length > brief ? `${text.slice(0, brief)}…` : text);
}

/** Mermaid ends a label at a semicolon or a hash, and takes HTML. */
function label(text: string): string {
  return visibleText(text.slice(0, 40)).replace(/[;#<>&:"`]/g, ' ');
}
