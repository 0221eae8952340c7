import { wholeText } from '../../shown/columns';
import { previewText } from '../../shown/preview-text';
import type { ChannelKind } from '../../record/record';
import { ref, tab, type Detector, type World } from '../asking/detector';
import { shorten } from '../asking/names';
import type { Codes } from '../code';

export const codes = {
  A1: {
    severity: 'error',
    confidence: 'certain',
    values: ['API', 'tab', 'message'],
    link: 'https://w3c.github.io/webappsec-secure-contexts/#intro',
  },
} as const satisfies Codes;

/** What pages call the APIs that some documents lack. */
const names: ReadonlyMap<ChannelKind, string> = new Map([
  ['web-lock', 'navigator.locks'],
  ['service-worker', 'navigator.serviceWorker'],
  ['cookie', 'cookieStore'],
  ['shared-worker', 'SharedWorker'],
  ['broadcast-channel', 'BroadcastChannel'],
  ['indexed-db', 'indexedDB'],
]);

/** An API that the page tried and its document lacks: A1. */
export function create(world: World): Detector {
  return (record) => {
    // O1 tells of an opener.
    if (record.type !== 'state' || record.state !== 'tried' || record.channel.kind === 'window') return;
    const { channel, context, detail = '', time } = record;
    const message = wholeText(typeof detail === 'string' ? detail : previewText(detail));
    world.report({
      code: 'A1',
      subject: `${context} ${channel.kind}`,
      channel,
      values: [names.get(channel.kind) ?? channel.kind, tab(context), shorten(message)],
      contexts: [context],
      evidence: [ref(record)],
      time,
      // Of something undefined Chromium names only the member: another object of the page's may have it too.
      ...(message.includes('of undefined (') ? { confidence: 'likely' as const } : {}),
    });
  };
}
