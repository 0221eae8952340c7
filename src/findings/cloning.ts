import type { Record } from '../record';
import { ref, tab, type Detector, type World } from './detector';
import { channelName, shorten } from './names';

/** What could not be cloned, on any channel: B10 where it was sent, B11 where it should have been read. */
export function detectCloning(world: World): Detector {
  function about(record: Record) {
    const { channel, time, context } = record;
    return { channel, time, contexts: [context], evidence: [ref(record)] };
  }

  return (record) => {
    const { channel, context } = record;
    const name = channelName(channel);
    if (record.type === 'send' && record.error?.name === 'DataCloneError') {
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
        values: [name, tab(context)],
        evidence: sent ? [ref(record), ref(sent)] : [ref(record)],
      });
    }
  };
}
