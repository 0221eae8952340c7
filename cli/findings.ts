import { channelName } from '../src/findings/asking/names';
import type { Finding, Severity } from '../src/findings/types';
import { isoTime, lineOf, tabText } from '../src/file/export/line';
import type { Site } from '../src/file/site';
import { findingText } from '../src/shown/finding-text';
import { visibleText } from '../src/shown/visible';
import type { Paint } from './paint';
import type { Texts } from './texts';

const longest = 140;

/** Findings for a terminal: what happened, why, how to fix it, and what shows it. */
export function findingsText(sites: readonly Site[], texts: Texts, paint: Paint): string {
  return sites.map((site) => siteText(site, texts, paint)).join('\n');
}

function siteText(site: Site, texts: Texts, paint: Paint): string {
  const { t, n } = texts;
  const findings = site.analysis.findings();
  const head = paint('bold', `${visibleText(site.origin)}: ${t('count_findings', n(findings.length))}`);
  return [head, ...findings.flatMap((finding) => ['', ...linesOf(finding, site, texts, paint)]), ''].join(
    '\n',
  );
}

function linesOf(finding: Finding, site: Site, { t, n }: Texts, paint: Paint): string[] {
  const { code, severity, confidence, count, channel } = finding;
  const { correlator } = site.analysis;
  const about = [t(`severity_${severity}`), t(`confidence_${confidence}`), visibleText(channelName(channel))];
  if (count > 1) about.push(t('report_times', n(count)));
  const evidence = finding.evidence.flatMap((ref) => {
    const record = correlator.record(ref);
    return record
      ? [`  ${isoTime(record.time)} ${tabText(ref.context, site)}: ${lineOf(record, longest)}`]
      : [];
  });
  return [
    `${paint(severity, code)} ${textOf(finding, 'title', site, t)}`,
    paint('dim', `  ${about.join(', ')}`),
    `  ${textOf(finding, 'why', site, t)}`,
    `  ${t('finding_mend')}: ${textOf(finding, 'mend', site, t)}`,
    ...evidence,
  ];
}

function textOf(finding: Finding, part: 'title' | 'why' | 'mend', site: Site, speak: Texts['t']): string {
  return visibleText(findingText(finding, part, speak, (context) => tabText(context, site)));
}

/** The same for programs. */
export function findingsJson(sites: readonly Site[], { t }: Texts): unknown {
  return sites.flatMap((site) =>
    site.analysis.findings().map((finding) => {
      const { code, variant, severity, confidence, channel, count, lost, first, last, contexts, evidence } =
        finding;
      return {
        origin: site.origin,
        code,
        ...(variant && { variant }),
        severity,
        confidence,
        title: textOf(finding, 'title', site, t),
        why: textOf(finding, 'why', site, t),
        fix: textOf(finding, 'mend', site, t),
        channel,
        count,
        lost,
        first,
        last,
        contexts,
        evidence,
      };
    }),
  );
}

/** Whether there is a finding that is as bad. */
export function isAsBad(findings: readonly Finding[], failOn: Exclude<Severity, 'info'>): boolean {
  return findings.some(({ severity }) => severity === 'error' || severity === failOn);
}
