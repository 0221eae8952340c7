import { parseArgs } from 'node:util';
import { troubleOf } from '../src/file/redaction/own-rules';
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
  | 'cli_unknown_command'
  | 'cli_unknown_option'
  | 'cli_needs_value'
  | 'cli_no_value'
  | 'cli_not_for'
  | 'cli_no_file'
  | 'cli_bad_value'
  | 'cli_bad_pattern'
  | 'cli_two_captures';

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

type Option = keyof typeof options;

/** Options that only some commands have; each of them has the others. */
const onlyFor: { readonly [option in Option]?: readonly Command[] } = {
  to: ['convert'],
  filter: ['convert'],
  'fail-on': ['findings', 'diff'],
  json: ['summary', 'findings', 'redact', 'diff'],
  raw: ['summary', 'findings', 'filter', 'convert', 'diff'],
  preview: ['redact'],
};

/** Formats of messages that `--filter` chooses among; the others are of a capture as a whole. */
const filteredTargets: readonly Target[] = ['mermaid', 'csv'];

export function understand(args: readonly string[]): Understood {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return { ...misread(error), lang: langIn(args) };
  }
  const { values, positionals } = parsed;
  const lang = values.lang ?? null;
  const mistaken = (mistake: Mistake, ...of: string[]): Understood => ({ mistake, values: of, lang });
  const [word, ...rest] = positionals;
  if (values.help === true || word === undefined || word === 'help') return { help: true, lang };
  if (lang !== null && !/^(?:en|zh)(?:$|[-_])/i.test(lang))
    return mistaken('cli_bad_value', '--lang', 'en, zh_CN');
  const command = commands.find((one) => one === word);
  if (!command) return mistaken('cli_unknown_command', word);
  for (const [option, having] of Object.entries(onlyFor))
    if (option in values && !having.includes(command)) return mistaken('cli_not_for', `--${option}`, command);
  if (command === 'redact' && values.json && !values.preview)
    return mistaken('cli_not_for', '--json', 'redact');
  const to = targets.find((one) => one === values.to) ?? null;
  if (command === 'convert' && !to) return mistaken('cli_bad_value', '--to', targets.join(', '));
  if (to && values.filter !== undefined && !filteredTargets.includes(to))
    return mistaken('cli_not_for', '--filter', `--to ${to}`);
  const failOn = values['fail-on'];
  if (failOn !== undefined && failOn !== 'error' && failOn !== 'warning')
    return mistaken('cli_bad_value', '--fail-on', 'error, warning');
  for (const pattern of values.pattern ?? []) {
    const trouble = troubleOf('patterns', pattern);
    if (trouble !== null)
      return mistaken('cli_bad_pattern', pattern, trouble === 'too-long' ? '' : trouble.reason);
  }
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

/** What `parseArgs` says of options that it cannot take: a code, and the option in quotes. */
function misread(error: unknown): { readonly mistake: Mistake; readonly values: readonly string[] } {
  const message = error instanceof Error ? error.message : '';
  const option = /'(.*?)(?: <value>)?'/.exec(message)?.[1] ?? '';
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return { mistake: 'cli_unknown_option', values: [option] };
  const isNone = message.includes('does not take');
  return { mistake: isNone ? 'cli_no_value' : 'cli_needs_value', values: [option] };
}

/** The language that is asked for, also beside options that cannot be read. */
function langIn(args: readonly string[]): string | null {
  const text = args.join(' ');
  return /(?:^| )--lang[= ](\S+)/.exec(text)?.[1] ?? null;
}
