import { actionOf } from '../src/shown/columns';
import type { Finding } from '../src/findings/types';
import { keyOf, recordOf } from '../src/file/export/line';
import type { Site } from '../src/file/site';
import { findingText } from '../src/shown/finding-text';
import { visibleText } from '../src/shown/visible';
import type { Paint } from './paint';
import type { Texts } from './texts';

/** What came and what went between two captures. */
export interface Difference {
  readonly findings: Changes;
  readonly deliveries: Changes;
  /** Findings that only the second has. */
  readonly came: readonly Finding[];
}

interface Changes {
  readonly came: readonly Change[];
  readonly went: readonly Change[];
}

interface Change {
  readonly what: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Two runs have other times, ids and values. A finding is the same where its code, its channel and its
 * sentence are, apart from numbers; a delivery where the channel, the action, the key, the tabs' letters and
 * what became of it are.
 */
export function differenceOf(before: readonly Site[], after: readonly Site[], texts: Texts): Difference {
  const [a, b] = [before, after].map((sites) => findingsIn(sites, texts));
  const [c, d] = [before, after].map((sites) => countOf(deliveriesIn(sites, texts)));
  const known = new Set(a?.map(({ what }) => what));
  return {
    findings: changes(countOf(a?.map(({ what }) => what) ?? []), countOf(b?.map(({ what }) => what) ?? [])),
    deliveries: changes(c ?? new Map<string, number>(), d ?? new Map<string, number>()),
    came: (b ?? []).filter(({ what }) => !known.has(what)).map(({ finding }) => finding),
  };
}

function findingsIn(
  sites: readonly Site[],
  { t }: Texts,
): { readonly what: string; readonly finding: Finding }[] {
  return sites.flatMap((site) =>
    site.analysis.findings().map((finding) => {
      const title = findingText(
        finding,
        'title',
        t,
        (id) => site.names.of(id).letter,
        () => '#',
      );
      return { what: `${finding.code} ${visibleText(title)}`, finding };
    }),
  );
}

function deliveriesIn(sites: readonly Site[], { any }: Texts): string[] {
  return sites.flatMap((site) =>
    site.exchanges.flatMap((exchange) => {
      const record = recordOf(exchange, site);
      if (!record) return [];
      const from = exchange.writers.map((id) => site.names.of(id).letter).join('|') || '?';
      const { kind, name } = exchange.channel;
      const what = [kind, name.replace(/[?#].*$/, ''), actionOf(record), keyOf(record)].filter(
        (part) => part !== '',
      );
      return exchange.deliveries
        .filter(({ verdict }) => verdict !== 'not-applicable')
        .map(({ context, verdict }) => {
          const to = `${from} → ${site.names.of(context).letter}`;
          return visibleText(`${what.join(' ')}, ${to}: ${any(`verdict_${verdict.replaceAll('-', '_')}`)}`);
        });
    }),
  );
}

function countOf(names: readonly string[]): Map<string, number> {
  const by = new Map<string, number>();
  for (const name of names) by.set(name, (by.get(name) ?? 0) + 1);
  return by;
}

function changes(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Changes {
  const all = [...new Set([...before.keys(), ...after.keys()])].map((what) => ({
    what,
    before: before.get(what) ?? 0,
    after: after.get(what) ?? 0,
  }));
  return {
    came: all.filter((one) => one.after > one.before),
    went: all.filter((one) => one.after < one.before),
  };
}

export function differenceText({ findings, deliveries }: Difference, { t, n }: Texts, paint: Paint): string {
  const section = (title: string, { came, went }: Changes): string[] => {
    const line = (mark: '+' | '-', { what, before, after }: Change): string =>
      `${paint(mark === '+' ? 'error' : 'info', mark)} ${what} (${n(before)} → ${n(after)})`;
    const lines = [...went.map((one) => line('-', one)), ...came.map((one) => line('+', one))];
    return [paint('bold', title), ...(lines.length > 0 ? lines : [t('cli_same')]), ''];
  };
  return [...section(t('report_findings'), findings), ...section(t('cli_deliveries'), deliveries)].join('\n');
}
