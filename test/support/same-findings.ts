import { analyseAll, type Captured } from './scenario';
import type { Finding } from '../../src/findings/types';
import type { Record } from '../../src/record/record';
import { createRedaction, type Redaction } from '../../src/file/redaction/redaction';

/** For tests: a capture in which everything that storages and messages hold is secret. */
export function withSecrets({ contexts, records, neighbours }: Captured): Captured {
  return {
    contexts: contexts.map((context) => ({
      ...context,
      url: `${context.url}?token=${secretOf(context.url)}`,
    })),
    neighbours,
    records: records.map((record): Record => {
      switch (record.type) {
        case 'storage-write':
        case 'storage-event':
          return {
            ...record,
            key: record.key === null ? null : `token ${asText(record.key)}`,
            oldValue: record.oldValue === null ? null : secretIn(asText(record.oldValue)),
            newValue: record.newValue === null ? null : secretIn(asText(record.newValue)),
            ...(record.type === 'storage-event' && {
              url: `${asText(record.url)}?token=${secretOf(asText(record.url))}`,
            }),
          };
        case 'send':
        case 'receive': {
          const { data } = record;
          if (typeof data === 'string') return { ...record, data: secretIn(data) };
          if (typeof data !== 'object' || data?.t !== 'object') return record;
          const v = data.v.map((value) => (typeof value === 'string' ? secretIn(value) : value));
          return {
            ...record,
            data: { ...data, k: [...data.k, 'password'], v: [...v, secretOf('password')], n: data.n + 1 },
          };
        }
        default:
          return record;
      }
    }),
  };
}

function asText(text: string | { readonly head: string }): string {
  return typeof text === 'string' ? text : text.head;
}

/** JSON keeps its form. */
function secretIn(text: string): string {
  if (/^\s*[[{]/.test(text))
    return text.replace(/"([\w-]+)"(?=\s*[,}\]])/g, (_, value: string) => `"${secretOf(value)}"`);
  return /^-?\d+$/.test(text) ? text : secretOf(text);
}

/** Equal for equal texts. */
function secretOf(text: string): string {
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) % 0xffffff;
  return `ghp_${sum.toString(36).padStart(6, 'q')}Zr4T${(sum * 7).toString(36).padStart(8, 'k')}w9`;
}

/**
 * Findings of a capture as they have to be once it is redacted: their texts may be cut, so that of those the
 * shape counts.
 */
export function findingsShape(capture: Captured, redaction: Redaction | null): unknown[] {
  const inText = (text: string): string =>
    (redaction?.text(text) ?? text).replace(/\p{L}/gu, 'x').replace(/\d/g, '0');
  return analyseAll(capture)
    .findings()
    .map((finding: Finding) => ({
      ...finding,
      id: inText(finding.id),
      channel: { ...finding.channel, name: inText(finding.channel.name) },
      values: finding.values.map((value) => (typeof value === 'string' ? inText(value) : value)),
    }));
}

/** Everything is looked at, then everything is redacted. */
export function redactCapture({
  contexts,
  records,
  neighbours,
}: Captured): Captured & { readonly by: Redaction } {
  const by = createRedaction();
  contexts.forEach(by.lookAt);
  records.forEach(by.look);
  return { by, neighbours, contexts: contexts.map(by.context), records: records.map(by.record) };
}
