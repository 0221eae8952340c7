import { wholeText } from '../columns';
import type { Record, Text } from '../record';
import { cookieOf } from '../shown/content';
import type { TabNames } from '../shown/tab-names';
import type { StorageEntry } from './types';

type Growing = { -readonly [name in keyof StorageEntry]: StorageEntry[name] };

/**
 * What the storage areas and cookies held at a time, by the records up to then, which are in the order of their times. A key that was
 * never written is known where a write or an event tells what was there before it.
 */
export function storageAt(records: readonly Record[], at: number, names: TabNames): StorageEntry[] {
  const entries = new Map<string, Growing>();

  for (const record of records) {
    if (record.time > at) break;
    switch (record.type) {
      case 'storage-write':
      case 'storage-event': {
        if (record.type === 'storage-write' ? record.error : !record.isTrusted) break;
        const { kind } = record.channel;
        if (kind !== 'local-storage' && kind !== 'session-storage') break;
        const tab = kind === 'session-storage' ? tabOf(record, names) : null;
        const area = `${kind} ${tab ?? ''} `;
        if (record.key === null) clear(area);
        else set(record, kind, tab, wholeText(record.key), record.newValue);
        break;
      }
      case 'state':
        if (record.channel.kind !== 'cookie' || record.state === 'written') break;
        set(
          record,
          'cookie',
          null,
          cookieOf(record).name,
          record.state === 'deleted' ? null : cookieOf(record).value,
        );
        break;
      default:
    }
  }
  return [...entries.values()];

  function clear(area: string): void {
    for (const name of entries.keys()) if (name.startsWith(area)) entries.delete(name);
  }

  function set(
    record: Record,
    kind: StorageEntry['kind'],
    tab: number | null,
    key: string,
    text: Text | null,
  ): void {
    const name = `${kind} ${tab ?? ''} ${key}`;
    if (text === null) {
      entries.delete(name);
      return;
    }
    const value = wholeText(text);
    const before = entries.get(name);
    const isWrite = record.type === 'storage-write';
    // The events of a write say again what it said.
    if (!isWrite && before?.value === value) return;
    entries.set(name, {
      kind,
      tab,
      key,
      value,
      size: key.length + text.length,
      writer: isWrite ? record.context : null,
      since: record.time,
      writes: (before?.writes ?? 0) + 1,
      record: { context: record.context, seq: record.seq },
    });
  }
}

function tabOf({ context }: Record, names: TabNames): number | null {
  return names.context(context)?.tab ?? null;
}
