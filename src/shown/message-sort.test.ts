import { previewOfJson } from '../record/json-preview';
import type { ChannelKind, Record } from '../record/record';
import { messageSort } from './message-sort';
import { briefName } from './url-names';

it.each([
  ['http://shop.example/js/hub.js?v=2 shop-hub', 'hub.js?v=2 shop-hub'],
  ['https://shop.example/hub.js?next=/a/b', 'hub.js?next=/a/b'],
  ['wss://shop.example/live', 'live'],
  ['http://shop.example/', '/'],
  ['http://shop.example/app/', 'app/'],
  ['/not/a/url', '/not/a/url'],
  ['blob:http://shop.example/1-2', 'blob:http://shop.example/1-2'],
])('%s is %s in brief', (name, brief) => {
  expect(briefName(name)).toBe(brief);
});

function sent(kind: ChannelKind, data: string): Record {
  const preview = previewOfJson(data) ?? data;
  return {
    type: 'send',
    context: 'A',
    seq: 0,
    time: 0,
    channel: { kind, name: 'x' },
    object: 1,
    data: preview,
  } as unknown as Record;
}

it('says what sort of message went to a worker, a socket or a port', () => {
  expect(messageSort(sent('shared-worker', '{"type":"hello","n":1}'))).toBe('hello');
  expect(messageSort(sent('websocket', '{"n":1,"op":"subscribe"}'))).toBe('subscribe');
  expect(messageSort(sent('message-port', 'ping'))).toBe('ping');
  expect(messageSort(sent('message-port', 'a text, with much in it that nobody reads'))).toBe('');
  expect(messageSort(sent('window', '{"n":1}'))).toBe('');
});

it('leaves those alone that have a name', () => {
  expect(messageSort(sent('broadcast-channel', '{"type":"hello"}'))).toBe('');
});
