import { parseArgs } from 'node:util';
import { targets, type Target } from '../src/file/export/targets';

export const commands = ['summary', 'findings', 'filter', 'convert', 'redact', 'diff'] as const;
export type Command = (typeof commands)[number];

/** What a person asked for. */
export interface Asked {
  readonly command: Command;
  /** Names of files; `-` is standard input. */
  readonly files: readonly string[];
  readonly query: string;
  readonly to: Target | null;
  /** Where the result goes; null: standard output. */
  readonly out: string | null;
  readonly failOn: 'error' | 'warning' | null;
  readonly json: boolean;
  /** Secrets stay. */
  readonly raw: boolean;
  /** What can be read of bad files is read. */
  readonly lenient: boolean;
  readonly preview: boolean;
  readonly lang: string | null;
  readonly keep: readonly string[];
  readonly add: readonly string[];
  readonly names: readonly string[];
  readonly patterns: readonly string[];
}

/** Instead: help, or what cannot be understood, as the name of a message and its values. */
export type Understood =
  | { readonly asked: Asked }
  | { readonly help: true; readonly lang: string | null }
  | { readonly mistake: Mistake; readonly values: readonly string[]; readonly lang: string | null };

export type Mistake =
  'cli_unknown_command' | 'cli_unknown_option' | 'cli_no_file' | 'cli_bad_value' | 'cli_two_captures';

const many = { type: 'string', multiple: true } as const;
const options = {
  to: { type: 'string' },
  out: { type: 'string', short: 'o' },
  filter: { type: 'string' },
  'fail-on': { type: 'string' },
  json: { type: 'boolean' },
  raw: { type: 'boolean' },
  lenient: { type: 'boolean' },
  preview: { type: 'boolean' },
  lang: { type: 'string' },
  keep: many,
  add: many,
  name: many,
  pattern: many,
  help: { type: 'boolean', short: 'h' },
} as const;

export function understand(args: readonly string[]): Understood {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const values = [error instanceof Error ? (error.message.split('.')[0] ?? '') : ''];
    return { mistake: 'cli_unknown_option', values, lang: null };
  }
  const { values, positionals } = parsed;
  const lang = values.lang ?? null;
  const mistaken = (mistake: Mistake, ...of: string[]): Understood => ({ mistake, values: of, lang });
  const [word, ...rest] = positionals;
  if (values.help === true || word === undefined || word === 'help') return { help: true, lang };
  const command = commands.find((one) => one === word);
  if (!command) return mistaken('cli_unknown_command', word);
  const to = targets.find((one) => one === values.to) ?? null;
  if (command === 'convert' && !to) return mistaken('cli_bad_value', '--to', targets.join(', '));
  const failOn = values['fail-on'];
  if (failOn !== undefined && failOn !== 'error' && failOn !== 'warning')
    return mistaken('cli_bad_value', '--fail-on', 'error, warning');
  for (const pattern of values.pattern ?? [])
    if (!isPattern(pattern)) return mistaken('cli_bad_value', '--pattern', pattern);
  const [query = '', ...files] = command === 'filter' ? rest : [values.filter ?? '', ...rest];
  if (files.length === 0) return mistaken('cli_no_file');
  if (command === 'diff' && files.length !== 2) return mistaken('cli_two_captures');
  return {
    asked: {
      command,
      files,
      query,
      to,
      out: values.out ?? null,
      failOn: failOn ?? null,
      json: values.json ?? false,
      raw: values.raw ?? false,
      lenient: values.lenient ?? false,
      preview: values.preview ?? false,
      lang,
      keep: values.keep ?? [],
      add: values.add ?? [],
      names: values.name ?? [],
      patterns: values.pattern ?? [],
    },
  };
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'dg').source !== '';
  } catch {
    return false;
  }
}
