import { actionOf } from '../../shown/columns';
import type { Delivery, Exchange } from '../../exchange/types';
import type { Site } from '../site';
import { contentOf, isoTime, keyOf, recordOf } from './line';

export const csvColumns = [
  'time',
  'origin',
  'from',
  'from_url',
  'certain',
  'channel',
  'name',
  'action',
  'key',
  'content',
  'to',
  'to_url',
  'verdict',
  'latency_ms',
  'latency_resolution_ms',
] as const;

/**
 * One row a delivery (RFC 4180); a message that went to no document has one of its own. The lines, each with
 * its end.
 */
export function* csvLines(sites: readonly Site[]): Generator<string> {
  yield row(csvColumns);
  for (const site of sites)
    for (const exchange of site.exchanges) {
      const deliveries = exchange.deliveries.filter(({ verdict }) => verdict !== 'not-applicable');
      for (const delivery of deliveries.length > 0 ? deliveries : [null])
        yield row(cellsOf(exchange, delivery, site));
    }
}

function cellsOf(exchange: Exchange, delivery: Delivery | null, site: Site): string[] {
  const record = recordOf(exchange, site);
  const { channel, writers } = exchange;
  const latency = delivery?.latency;
  const to = delivery?.context;
  return [
    isoTime(exchange.time),
    site.origin,
    writers.map((id) => nameOf(id, site)).join(' | '),
    writers.map((id) => site.names.context(id)?.url ?? '').join(' | '),
    exchange.certain ? 'yes' : 'no',
    channel.kind,
    channel.name,
    record ? actionOf(record) : '',
    record ? keyOf(record) : '',
    record ? contentOf(record) : '',
    to === undefined ? '' : nameOf(to, site),
    to === undefined ? '' : (site.names.context(to)?.url ?? ''),
    delivery?.verdict ?? '',
    latency ? String(latency.milliseconds) : '',
    latency ? String(latency.resolution) : '',
  ];
}

function nameOf(context: string, { names }: Site): string {
  const { letter, title } = names.of(context);
  return `${letter} ${title}`;
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A spreadsheet would run what begins so: an apostrophe in front makes a text of it. */
function cell(text: string): string {
  const guarded = /^[\s\0]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
