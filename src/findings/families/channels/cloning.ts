import { about, ref, tab, type Detector, type World } from '../../asking/detector';
import { channelName, shorten } from '../../asking/names';
import type { Codes } from '../../code';
import { clone, html } from '../../links';

export const codes = {
  B10: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'message'],
    link: clone,
    loses: true,
  },
  B11: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'receiver tab'],
    link: `${html}/web-messaging.html#messageeventtarget-event-handlers`,
    loses: true,
  },
} as const satisfies Codes;

/** What could not be cloned, on any channel: B10 where it was sent, B11 where it should have been read. */
export function create(world: World): Detector {
  return (record) => {
    if (record.type !== 'send' && record.type !== 'receive') return;
    const { channel, context } = record;
    if (record.type === 'send' && record.error?.name === 'DataCloneError') {
      const name = channelName(channel);
      const { path = '', message } = record.error;
      world.report({
        ...about(record),
        code: 'B10',
        subject: `${context} ${channel.kind} ${name} ${path}`,
        values: [name, path === '' ? shorten(message) : `${path}: ${shorten(message)}`],
      });
    } else if (record.type === 'receive' && record.event === 'messageerror') {
      const sent = world.sentOf(record)?.record;
      world.report({
        ...about(record),
        code: 'B11',
        subject: `${context} ${channel.kind} ${channel.name}`,
        values: [channelName(channel), tab(context)],
        evidence: sent ? [ref(record), ref(sent)] : [ref(record)],
      });
    }
  };
}
