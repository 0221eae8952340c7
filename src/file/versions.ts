import { count, fields, text, type Fields } from '../parse';

/** A file begins with one line that names its format, so that later versions can read it (docs/formats.md). */
export const format = 'tabshark-capture';

/** The version that is written. Version 1 had no first line. */
export const version = 2;

/** What the first line of a file says. */
export interface Header {
  readonly version: number;
  /** The version of the extension that wrote it; '' where that is not known. */
  readonly extension: string;
}

/** The first line of a file, without its end. */
export function headerLine(extension: string): string {
  return JSON.stringify({ format, version, extension });
}

/** null: the line is not a first line. undefined: it should be one and is not. */
export function parseHeader(value: unknown): Header | null | undefined {
  const given = fields(value);
  if (given?.format !== format) return null;
  const named = count(given.version);
  return named ? { version: named, extension: text(given.extension) ?? '' } : undefined;
}

/** Brings a line of one version up to the next. */
type Upgrade = (line: Fields) => Fields;

/** From version 1 on, in order. Version 2 only added the first line. */
const upgrades: readonly Upgrade[] = [(line) => line];

/** A line of an older version as the present one has it. */
export function upgraded(line: Fields, from: number): Fields {
  return upgrades.slice(from - 1).reduce((value, upgrade) => upgrade(value), line);
}
