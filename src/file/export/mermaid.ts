import type { Exchange } from '../../exchange/types';
import type { Record } from '../../record/record';
import type { Speak } from '../../shown/messages';
import type { Site } from '../site';
import { lineOf, recordOf, tabText } from './line';

export const maxMessages = 200;
const longest = 80;

export type DiagramSpeak = Speak<
  'diagram_unseen' | 'diagram_server' | 'diagram_worker' | 'diagram_cut' | `verdict_${string}`
>;

/** An exchange with its site and its record, by whose time it has its place. */
interface Placed {
  readonly exchange: Exchange;
  readonly site: Site;
  readonly record: Record;
}

/** One sequence diagram, also of several origins; 200 messages at most, and it says where there are more. */
export function mermaidText(sites: readonly Site[], speak: DiagramSpeak): string {
  const all = sites.flatMap(placed);
  if (sites.length > 1) all.sort((a, b) => a.record.time - b.record.time);
  const actors = createActors(sites.length === 1);
  const messages: string[] = [];
  let shown = 0;
  for (const one of all) {
    const arrows = arrowsOf(one, actors.of, speak);
    if (messages.length + arrows.length > maxMessages) break;
    messages.push(...arrows);
    shown += 1;
  }
  const [first] = actors.names.values();
  if (shown < all.length && first !== undefined)
    messages.push(
      `  Note over ${first}: ${escaped(speak('diagram_cut', String(shown), String(all.length)))}`,
    );
  return `${['sequenceDiagram', ...actors.lines, ...messages].join('\n')}\n`;
}

function placed(site: Site): Placed[] {
  return site.exchanges.flatMap((exchange) => {
    const record = recordOf(exchange, site);
    return record ? [{ exchange, site, record }] : [];
  });
}

type ActorOf = (site: Site, id: string, label: string) => string;

/** `isOne`: of one origin, which labels need not name. */
function createActors(isOne: boolean): {
  /** The name in the diagram. */
  readonly of: ActorOf;
  readonly names: ReadonlyMap<string, string>;
  readonly lines: readonly string[];
} {
  const names = new Map<string, string>();
  const lines: string[] = [];
  function of({ origin }: Site, id: string, label: string): string {
    const key = `${origin} ${id}`;
    const name = names.get(key) ?? `P${names.size}`;
    if (!names.has(key))
      lines.push(`  participant ${name} as ${escaped(isOne ? label : `${label}, ${origin}`)}`);
    names.set(key, name);
    return name;
  }
  return { of, names, lines };
}

function arrowsOf({ exchange, site, record }: Placed, actorOf: ActorOf, speak: DiagramSpeak): string[] {
  const [writer] = exchange.writers;
  const other = otherOf(exchange);
  const otherActor = (): string => actorOf(site, `!${other}`, speak(`diagram_${other}`));
  const from =
    writer !== undefined && exchange.writers.length === 1
      ? actorOf(site, writer, tabText(writer, site))
      : otherActor();
  const text = escaped(lineOf(record, longest)) || '-';
  const deliveries = exchange.deliveries.filter(({ verdict }) => verdict !== 'not-applicable');
  if (deliveries.length === 0)
    return [`  ${from}->>${exchange.send && other !== 'unseen' ? otherActor() : from}: ${text}`];
  return deliveries.map(({ context, verdict }) => {
    const to = actorOf(site, context, tabText(context, site));
    const came = verdict === 'arrived' || verdict === 'handler-threw';
    const why =
      verdict === 'arrived' ? '' : ` (${escaped(speak(`verdict_${verdict.replaceAll('-', '_')}`))})`;
    return `  ${from}${came ? '->>' : '-x'}${to}: ${text}${why}`;
  });
}

function otherOf({ channel: { kind } }: Exchange): 'worker' | 'server' | 'unseen' {
  if (kind === 'shared-worker' || kind === 'service-worker') return 'worker';
  return kind === 'websocket' || kind === 'event-source' ? 'server' : 'unseen';
}

/** Signs that Mermaid reads for itself as their numbers, and the word that ends its blocks. */
export function escaped(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .,_()/'=\u2026-]/gu, (sign) => `#${sign.codePointAt(0) ?? 32};`)
    .replace(/\b(en)(d)\b/gi, (_, head: string, last: string) => `${head}#${last.charCodeAt(0)};`)
    .replace(/--/g, '-#45;')
    .trim();
}
