import type { Delivery, Exchange, Verdict } from '../../src/exchange/types';
import { t } from '../browser/i18n';
import { TabLetter, type LetterLook } from './tab-label';
import type { TabNames } from '../../src/shown/tab-names';
import { underscored } from '../words/underscored';

/**
 * What tells most of a tab comes first: of several documents in one tab, only the first of these is shown in
 * a row.
 */
const telling: readonly Verdict[] = [
  'handler-threw',
  'arrived',
  'frozen',
  'nobody-listening',
  'other-partition',
  'waiting',
  'unknown',
  'opened-later',
  'closed-before',
];
/** More tabs than this are counted. */
const most = 5;

/** Deliveries as a row shows them: a letter for each tab, filled where it arrived. */
export function Dots({ exchange, tabs }: { readonly exchange: Exchange; readonly tabs: TabNames }) {
  const byTab = deliveriesByTab(exchange, tabs);
  if (byTab.length === 0) return null;
  return (
    <span class="reached">
      {'→'}
      {byTab.slice(0, most).map(({ context, verdict }) => (
        <TabLetter key={context} name={tabs.of(context)} look={lookOf(verdict)} note={verdictText(verdict)} />
      ))}
      {byTab.length > most && `+${byTab.length - most}`}
    </span>
  );
}

function deliveriesByTab({ deliveries, writers }: Exchange, tabs: TabNames): Delivery[] {
  const byTab = new Map<string, Delivery>();
  // The tab that sent is told of only where a document of it got the message.
  const sender = writers.length === 1 ? tabs.of(writers[0] ?? '').letter : '';
  for (const delivery of deliveries) {
    if (delivery.verdict === 'not-applicable') continue;
    const { letter } = tabs.of(delivery.context);
    if (letter === sender && !delivery.record) continue;
    const known = byTab.get(letter);
    if (!known || telling.indexOf(delivery.verdict) < telling.indexOf(known.verdict))
      byTab.set(letter, delivery);
  }
  return [...byTab.values()];
}

export function verdictText(verdict: Verdict): string {
  return t(`verdict_${underscored(verdict)}`);
}

/**
 * By shape, not by colour alone: filled is there, a dashed frame may come yet, an empty frame has not got it.
 */
export function lookOf(verdict: Verdict): LetterLook {
  switch (verdict) {
    case 'arrived':
      return 'filled';
    case 'handler-threw':
      return 'threw';
    case 'frozen':
    case 'waiting':
    case 'unknown':
      return 'dashed';
    case 'nobody-listening':
    case 'other-partition':
    case 'opened-later':
    case 'closed-before':
    case 'not-applicable':
      return 'empty';
  }
}
