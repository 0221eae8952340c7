import type { Verdict } from '../src/exchange/types';
import { isoTime, tabText } from '../src/file/export/line';
import type { Site } from '../src/file/site';
import { severities, type Severity } from '../src/findings/types';
import { visibleText } from '../src/shown/visible';
import type { Paint } from './paint';
import type { Texts } from './texts';

/** What a capture holds of one origin, in numbers. */
interface Summary {
  readonly origin: string;
  readonly records: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly tabs: readonly { readonly tab: string; readonly url: string; readonly records: number }[];
  readonly channels: { readonly [kind: string]: number };
  readonly deliveries: { readonly [verdict in Verdict]?: number };
  readonly findings: { readonly [severity in Severity]: number };
  readonly codes: { readonly [code: string]: number };
}

export function summaryOf(site: Site): Summary {
  const { origin, records, contexts, exchanges, analysis } = site;
  const [first, last] = [records[0], records[records.length - 1]];
  const findings = analysis.findings();
  const verdicts = exchanges
    .flatMap(({ deliveries }) => deliveries.map(({ verdict }) => verdict))
    .filter((verdict) => verdict !== 'not-applicable');
  const bySeverity = counts(findings.map(({ severity }) => severity));
  const ofContext = counts(records.map(({ context }) => context));
  return {
    origin,
    records: records.length,
    from: first ? isoTime(first.time) : null,
    to: last ? isoTime(last.time) : null,
    tabs: contexts.map(({ id, url }) => ({ tab: tabText(id, site), url, records: ofContext[id] ?? 0 })),
    channels: counts(exchanges.map(({ channel }) => channel.kind)),
    deliveries: counts(verdicts),
    findings: { error: bySeverity.error ?? 0, warning: bySeverity.warning ?? 0, info: bySeverity.info ?? 0 },
    codes: counts(findings.map(({ code }) => code)),
  };
}

function counts(names: readonly string[]): { [name: string]: number } {
  const by = new Map<string, number>();
  for (const name of names) by.set(name, (by.get(name) ?? 0) + 1);
  return Object.fromEntries([...by].sort((a, b) => b[1] - a[1]));
}

export function summaryText(sites: readonly Site[], { t, any, n }: Texts, paint: Paint): string {
  const listed = (
    of: { readonly [name: string]: number | undefined },
    name: (key: string) => string,
  ): string =>
    Object.entries(of)
      .map(([key, count]) => `${name(key)} ${n(count ?? 0)}`)
      .join(', ');
  const sections = sites.map((site) => {
    const { records, from, to, tabs, channels, deliveries, findings, codes } = summaryOf(site);
    const lines = [
      paint('bold', visibleText(site.origin)),
      `  ${t('report_records', n(records), n(tabs.length), from === null ? '' : `${from} – ${to ?? ''}`)}`,
      ...tabs.map(
        ({ tab, url, records: own }) => `  ${tab}: ${visibleText(url)} (${t('count_records', n(own))})`,
      ),
      `  ${t('cli_messages')}: ${listed(channels, (kind) => any(`channel_${kind.replaceAll('-', '_')}`))}`,
      `  ${t('cli_deliveries')}: ${listed(deliveries, (verdict) => any(`verdict_${verdict.replaceAll('-', '_')}`))}`,
      `  ${t('report_findings')}: ${severities
        .map((severity) => paint(severity, `${t(`severity_${severity}`)} ${n(findings[severity])}`))
        .join(', ')}${Object.keys(codes).length > 0 ? ` (${Object.keys(codes).join(', ')})` : ''}`,
    ];
    return `${lines.join('\n')}\n`;
  });
  return sections.join('\n');
}
