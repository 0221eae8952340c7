import { directionOf } from '../shown/columns';
import type { CauseLink, Correlator, Delivery, Exchange } from '../exchange/types';
import type { Finding } from '../findings/types';
import type { Context, Record } from '../record/record';
import type { TabNames } from '../shown/tab-names';

/** What a filter may ask of a record beyond the record itself; worked out when it is asked. */
export interface About {
  readonly record: Record;
  context(): Context | undefined;
  /** Of the tab of a document. */
  letter(context: string): string;
  /** Those that it is evidence of. */
  findings(): readonly Finding[];
  /** Documents that sent it, or may have. */
  senders(): readonly string[];
  /** Who it was meant for: of a receive or storage event, its own document alone. */
  deliveries(): readonly Delivery[];
  /** What made the page do this, the nearest first. */
  causes(): readonly Record[];
}

export interface Source {
  exchanges(): Pick<Correlator, 'of' | 'causes' | 'record'>;
  readonly names: Pick<TabNames, 'of' | 'context'>;
}

/** Steps back to what caused a record. */
const mostSteps = 20;

/** `isRow`: a receive that stands for its whole exchange. */
export function aboutOf(
  record: Record,
  { exchanges, names }: Source,
  findings: () => readonly Finding[],
  isRow: boolean,
): About {
  let exchange: Exchange | null | undefined;
  function exchangeOf(): Exchange | undefined {
    if (exchange === undefined) exchange = exchanges().of(record) ?? null;
    return exchange ?? undefined;
  }
  return {
    record,
    context: () => names.context(record.context),
    letter: (context) => names.of(context).letter,
    findings,
    senders() {
      if (directionOf(record) !== 'in') return [record.context];
      return exchangeOf()?.writers ?? [];
    },
    deliveries() {
      const all = (exchangeOf()?.deliveries ?? []).filter(({ verdict }) => verdict !== 'not-applicable');
      if (isRow || directionOf(record) !== 'in') return all;
      return all.filter(({ record: got }) => got && got.context === record.context && got.seq === record.seq);
    },
    causes() {
      const steps: Record[] = [];
      for (let at: Record | undefined = record; at && steps.length < mostSteps;) {
        const link: CauseLink | null = exchanges().causes(at).causedBy;
        at = link ? exchanges().record(link.record) : undefined;
        if (at) steps.push(at);
      }
      return steps;
    },
  };
}
