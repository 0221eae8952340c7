import type { Exchange } from '../../exchange/types';
import type { Speak } from '../../shown/messages';
import type { Site } from '../site';
import { lineOf, recordOf, tabText } from './line';

export const maxMessages = 200;
const longest = 80;

export type DiagramSpeak = Speak<
  'diagram_unseen' | 'diagram_server' | 'diagram_worker' | 'diagram_cut' | `verdict_${string}`
>;

/** A sequence diagram of some exchanges of one origin, the first 200 of them; it says where there are more. */
export function mermaidText(exchanges: readonly Exchange[], site: Site, speak: DiagramSpeak): string {
  const shown = exchanges.slice(0, maxMessages);
  const actors = new Map<string, string>();
  const messages: string[] = [];

  function actor(id: string, label: string): string {
    let name = actors.get(id);
    if (name === undefined) {
      name = `P${actors.size}`;
      actors.set(id, name);
      lines.push(`  participant ${name} as ${escaped(label)}`);
    }
    return name;
  }
  const lines = ['sequenceDiagram'];

  for (const exchange of shown) {
    const record = recordOf(exchange, site);
    if (!record) continue;
    const [writer] = exchange.writers;
    const other = otherOf(exchange);
    const from =
      writer !== undefined && exchange.writers.length === 1
        ? actor(writer, tabText(writer, site))
        : actor(`!${other}`, speak(`diagram_${other}`));
    const text = escaped(lineOf(record, longest)) || '-';
    const deliveries = exchange.deliveries.filter(({ verdict }) => verdict !== 'not-applicable');
    if (deliveries.length === 0 && exchange.send && other !== 'unseen')
      messages.push(`  ${from}->>${actor(`!${other}`, speak(`diagram_${other}`))}: ${text}`);
    else if (deliveries.length === 0) messages.push(`  ${from}->>${from}: ${text}`);
    for (const { context, verdict } of deliveries) {
      const to = actor(context, tabText(context, site));
      const came = verdict === 'arrived' || verdict === 'handler-threw';
      const why =
        verdict === 'arrived' ? '' : ` (${escaped(speak(`verdict_${verdict.replaceAll('-', '_')}`))})`;
      messages.push(`  ${from}${came ? '->>' : '-x'}${to}: ${text}${why}`);
    }
  }
  const left = exchanges.length - shown.length;
  const [first] = actors.values();
  if (left > 0 && first !== undefined)
    messages.push(
      `  Note over ${first}: ${escaped(speak('diagram_cut', String(shown.length), String(exchanges.length)))}`,
    );
  return `${[...lines, ...messages].join('\n')}\n`;
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
