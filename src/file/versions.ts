import { count, fields, finite, text, type Fields } from '../record/parse';
import type { Neighbour } from '../record/record';

/**
 * A file begins with one line that names its format, so that later versions can read it (docs/formats.md).
 */
export const format = 'tabshark-capture';

/** The version that is written. Version 1 had no first line. */
export const version = 4;

/** What the first line of a file says. */
export interface Header {
  readonly version: number;
  /** The version of the extension that wrote it; '' where that is not known. */
  readonly extension: string;
  /**
   * When it was written, in milliseconds since the epoch: there was nothing more by then. null where that is
   * not known.
   */
  readonly until: number | null;
  /** Documents of origins that may be taken for the one of the records, of that time. */
  readonly neighbours: readonly Neighbour[];
}

/** The first line of a file, without its end. */
export function headerLine(
  extension: string,
  until: number | null = null,
  neighbours: readonly Neighbour[] = [],
): string {
  const others = neighbours.map(({ origin, created, ended }) => ({ origin, created, ended }));
  return JSON.stringify({ format, version, extension, until, neighbours: others });
}

/** null: the line is not a first line. undefined: it should be one and is not. */
export function parseHeader(value: unknown): Header | null | undefined {
  const given = fields(value);
  if (given?.format !== format) return null;
  const named = count(given.version);
  if (!named) return undefined;
  const listed: readonly unknown[] = Array.isArray(given.neighbours) ? given.neighbours : [];
  return {
    version: named,
    extension: text(given.extension) ?? '',
    until: finite(given.until) ?? null,
    neighbours: listed.flatMap(parseNeighbour),
  };
}

function parseNeighbour(value: unknown): Neighbour[] {
  const given = fields(value) ?? {};
  const [origin, created] = [text(given.origin), finite(given.created)];
  const ended = given.ended === null ? null : finite(given.ended);
  return origin === undefined || created === undefined || ended === undefined
    ? []
    : [{ origin, created, ended }];
}

/** Brings a line of one version up to the next. */
type Upgrade = (line: Fields) => Fields;

/**
 * From version 1 on, in order. Version 2 only added the first line, version 3 the `brief` of messages. In
 * version 4 a `cause` is the stamp of an event; before it was the event's `time`, which is the stamp of an
 * event that has none.
 */
const upgrades: readonly Upgrade[] = [(line) => line, (line) => line, (line) => line];

/** A line of an older version as the present one has it. */
export function upgraded(line: Fields, from: number): Fields {
  return upgrades.slice(from - 1).reduce((value, upgrade) => upgrade(value), line);
}
