import type { ChannelKind, StorageEventRecord } from '../src/record/record';
import { textOf } from '../src/record/text';
import { withoutUserInfo } from '../src/record/user-info';

/**
 * What a `storage` event of this document tells. Heard in the isolated world, where page code can neither
 * remove nor overtake the listener.
 */
export function storageEventRecord(event: Event, time: number): StorageEventRecord {
  const { isTrusted } = event;
  const channel = { kind: areaOf(event), name: '' };
  if (!(event instanceof StorageEvent)) {
    // A plain Event that the page dispatched: what it wrote onto the object can not be seen from here.
    return {
      type: 'storage-event',
      time,
      channel,
      key: null,
      oldValue: null,
      newValue: null,
      url: '',
      isTrusted,
    };
  }
  return {
    type: 'storage-event',
    time,
    channel,
    key: orNull(event.key),
    oldValue: orNull(event.oldValue),
    newValue: orNull(event.newValue),
    url: textOf(withoutUserInfo(event.url)),
    isTrusted,
  };
}

function orNull(value: string | null): StorageEventRecord['key'] {
  return value === null ? null : textOf(value);
}

function areaOf(event: Event): ChannelKind {
  if (!(event instanceof StorageEvent) || !event.storageArea) return 'local-storage';
  try {
    return event.storageArea === sessionStorage ? 'session-storage' : 'local-storage';
  } catch {
    // Reading sessionStorage throws in documents that may have none.
    return 'local-storage';
  }
}
