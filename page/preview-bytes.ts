import type { Tagged } from '../src/record/preview';
import type { Weak } from './natives';
import { bare, brand, bytesOf, hex, read } from './natives';

const keepBytes = 64;

/** What buffers held before a send that transferred them: afterwards they are detached and tell 0 bytes. */
export type BeforeTransfer = Weak<object, Tagged>;

/** An ArrayBuffer or SharedArrayBuffer: its size and first bytes. */
export function bufferOf(buffer: object, before: BeforeTransfer | undefined): Tagged {
  const known = before?.get(buffer);
  if (known) return known;
  const own = read(brand.bufferSize, buffer);
  const size = (own ?? read(brand.sharedBufferSize, buffer) ?? 0) as number;
  const c = own === undefined ? 'SharedArrayBuffer' : 'ArrayBuffer';
  return bare({ t: 'buffer', c, n: size, v: firstBytes(buffer, 0, size) });
}

/** A typed array or DataView: its class, size and first bytes. */
export function viewOf(view: object, before: BeforeTransfer | undefined): Tagged {
  const known = before?.get(view);
  if (known) return known;
  const c = read(brand.viewClass, view) as string | undefined;
  const buffer = (
    c === undefined ? read(brand.dataViewBuffer, view) : read(brand.viewBuffer, view)
  ) as object;
  const offset = (
    c === undefined ? read(brand.dataViewOffset, view) : read(brand.viewOffset, view)
  ) as number;
  const b = (c === undefined ? read(brand.dataViewBytes, view) : read(brand.viewBytes, view)) as
    number | undefined;
  const n = c === undefined ? b : (read(brand.viewLength, view) as number);
  return bare({ t: 'view', c: c ?? 'DataView', n: n ?? 0, b: b ?? 0, v: firstBytes(buffer, offset, b ?? 0) });
}

function firstBytes(buffer: object, offset: number, size: number): string {
  const count = size < keepBytes ? size : keepBytes;
  if (count === 0) return '';
  try {
    const bytes = bytesOf(buffer, offset, count);
    let text = '';
    for (let index = 0; index < count; index += 1) text += hex(bytes[index] ?? 0);
    return text;
  } catch {
    return '';
  }
}
