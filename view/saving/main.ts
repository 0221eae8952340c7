import en from '../../_locales/en/messages.json';
import zhCN from '../../_locales/zh_CN/messages.json';
import { chosenOf } from '../../src/file/chosen';
import { foresee, savedText, type Format } from '../../src/file/saving';
import { speakFrom } from '../../src/shown/messages';
import { seldom } from '../browser/seldom';
import { materialOf } from './material';
import type { FromSaver, ToSaver } from './protocol';
import { reasonOf } from '../../src/reason';

/** Makes the file that a person saves, beside the page: a redaction looks at every text of a capture. */

/** Values that a person is shown; more are counted. */
const mostShown = 500;

/** The part of the work that the reading of files is, about. */
const readingIs = 0.4;

const progress = seldom((part) => {
  send({ type: 'progress', part });
});

function send(message: FromSaver): void {
  postMessage(message);
}

onmessage = ({ data }: MessageEvent<ToSaver>) => {
  carryOut(data).then(send, (error: unknown) => {
    send({ type: 'failed', reason: reasonOf(error) });
  });
};

async function carryOut(asked: ToSaver): Promise<FromSaver> {
  const before = asked.source.from === 'files' ? readingIs : 0;
  const material = await materialOf(asked.source, (part) => {
    progress(part * before);
  });
  const working = (part: number): void => {
    progress(before + part * (1 - before));
  };
  const chosen = asked.members && chosenOf(asked.members);
  if (asked.type === 'foresee') {
    const { records, replaced } = await foresee(material, chosen, asked.wishes, working);
    return { type: 'foreseen', records, values: replaced.length, replaced: replaced.slice(0, mostShown) };
  }
  const { wishes, format, lang } = asked;
  const speak = speakFrom(lang.toLowerCase().startsWith('zh') ? zhCN : en);
  const text = savedText(material, { chosen, wishes, format }, speak, working);
  return { type: 'saved', blob: await blobOf(text, format) };
}

/** Piece by piece: a browser keeps blobs on the disk where they are large. */
async function blobOf(text: AsyncIterable<string>, format: Format): Promise<Blob> {
  if (format === 'ndjson-gz') {
    const zipped = streamOf(text).pipeThrough(new CompressionStream('gzip'));
    return new Blob([await new Response(zipped).blob()], { type: 'application/gzip' });
  }
  const parts: Blob[] = [];
  for await (const piece of text) parts.push(new Blob([piece]));
  return new Blob(parts, { type: types[format] });
}

function streamOf(text: AsyncIterable<string>): ReadableStream<BufferSource> {
  const pieces = text[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
}

const types: { readonly [format in Format]: string } = {
  ndjson: 'application/x-ndjson',
  'ndjson-gz': 'application/gzip',
  markdown: 'text/markdown',
  mermaid: 'text/plain',
  trace: 'application/json',
  har: 'application/json',
  csv: 'text/csv',
};
