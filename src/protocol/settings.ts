import { noRules, parseRules } from '../file/redaction/own-rules';
import { count, fields, flag } from '../record/parse';

/** Where the user's settings were in storage.local before they were in the store. */
export const settingsKey = 'settings';

/** What the user can set. */
export interface Settings {
  /** Records and megabytes that an origin may hold in the store. */
  readonly records: number;
  readonly megabytes: number;
  /** Records and megabytes that may wait in one document. */
  readonly queueRecords: number;
  readonly queueMegabytes: number;
  /** Records stay when the browser starts anew. */
  readonly keep: boolean;
  /** Senders' call stacks are recorded. */
  readonly stacks: boolean;
  /** Rules of the user's own for what is saved (src/file/redaction/own-rules.ts). */
  readonly redactNames: readonly string[];
  readonly redactPatterns: readonly string[];
}

export type SettingsChange = Partial<Settings>;

export const defaultSettings: Settings = {
  records: 200_000,
  megabytes: 256,
  queueRecords: 200_000,
  queueMegabytes: 64,
  keep: false,
  stacks: false,
  redactNames: noRules.names,
  redactPatterns: noRules.patterns,
};

export const megabyte = 1024 * 1024;

/** Both included. */
export const ranges = {
  records: { min: 1_000, max: 10_000_000 },
  megabytes: { min: 1, max: 10_000 },
  queueRecords: { min: 1_000, max: 1_000_000 },
  queueMegabytes: { min: 1, max: 256 },
} as const;

export type NumberSetting = keyof typeof ranges;

/** A value that the setting may have; undefined for any other. */
export function parseNumberSetting(name: NumberSetting, value: unknown): number | undefined {
  const number = count(value);
  const { min, max } = ranges[name];
  return number === undefined || number < min || number > max ? undefined : number;
}

/**
 * What is stored: a field that is missing or malformed (storage is edited by hand at times) has its default.
 */
export function parseSettings(value: unknown): Settings {
  const given = fields(value);
  const number = (name: NumberSetting): number =>
    parseNumberSetting(name, given?.[name]) ?? defaultSettings[name];
  return {
    records: number('records'),
    megabytes: number('megabytes'),
    queueRecords: number('queueRecords'),
    queueMegabytes: number('queueMegabytes'),
    keep: flag(given?.keep) ?? defaultSettings.keep,
    stacks: flag(given?.stacks) ?? defaultSettings.stacks,
    redactNames: parseRules('names', given?.redactNames) ?? defaultSettings.redactNames,
    redactPatterns: parseRules('patterns', given?.redactPatterns) ?? defaultSettings.redactPatterns,
  };
}

/** The fields that are to change; undefined if one of them may not have its value. */
export function parseSettingsChange(value: unknown): SettingsChange | undefined {
  const given = fields(value);
  if (!given) return undefined;
  const parsed = parseSettings(given);
  const change: { -readonly [name in keyof Settings]?: Settings[name] } = {};
  for (const name of names) {
    if (given[name] === undefined) continue;
    if (JSON.stringify(parsed[name]) !== JSON.stringify(given[name])) return undefined;
    Object.assign(change, { [name]: parsed[name] });
  }
  return change;
}

const names = Object.keys(defaultSettings) as readonly (keyof Settings)[];
