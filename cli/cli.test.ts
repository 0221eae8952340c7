import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { exampleCapture } from '../test/support/example-capture';
import { createNdjsonImport } from '../src/file/import';
import { captureLines } from '../src/file/save';

const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-cli-'));
const program = path.join(folder, 'tabshark.mjs');
const secret = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';

/** As build.mjs makes it. */
beforeAll(() => {
  buildSync({
    absWorkingDir: root,
    entryPoints: ['cli/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function tabshark(
  args: readonly string[],
  more: { readonly input?: string | Buffer; readonly env?: object } = {},
) {
  const env = { ...process.env, LC_ALL: 'en_GB.UTF-8', ...more.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    ...(more.input !== undefined && { input: more.input }),
  });
  return { status, stdout, stderr };
}

function captureText(texts: readonly string[]): string {
  const capture = exampleCapture(texts);
  const lines = [...captureLines({ ...capture, extension: '0.1.0' })];
  const reading = createNdjsonImport();
  for (const line of lines) reading.push(line);
  // With the fields in the order in which a viewer writes them.
  const opened = reading.end();
  return [...captureLines({ ...opened, records: opened.inFile })].join('');
}

const text = captureText(['hello', secret]);
writeFileSync(path.join(folder, 'a.ndjson'), text);
writeFileSync(path.join(folder, 'b.ndjson'), captureText(['hello']));
writeFileSync(path.join(folder, 'a.ndjson.gz'), gzipSync(text));

describe('tabshark', () => {
  it.each([
    ['en', 'Messages', 'heard 4'],
    ['zh_CN', '消息', '已收到 4'],
  ])('says what a capture holds: %s', (lang, messages, arrived) => {
    const { status, stdout, stderr } = tabshark(['summary', '--lang', lang, 'a.ndjson']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('http://x');
    for (const part of [messages, arrived, 'BroadcastChannel 2', 'localStorage 2'])
      expect(stdout).toContain(part);
  });

  it('takes its language from the environment', () => {
    expect(tabshark(['summary', 'a.ndjson'], { env: { LC_ALL: 'zh_CN.UTF-8' } }).stdout).toContain('消息');
  });

  it.each([['a.ndjson.gz'], ['-']])('reads %s as it reads a.ndjson', (file) => {
    const plain = tabshark(['summary', '--json', 'a.ndjson']);
    expect(tabshark(['summary', '--json', file], { input: file === '-' ? gzipSync(text) : '' })).toEqual(
      plain,
    );
    expect(JSON.parse(plain.stdout)).toMatchObject([{ origin: 'http://x', findings: { error: 0 } }]);
  });

  it('says what went wrong as viewers do, and fails where it is told to', () => {
    const { status, stdout } = tabshark(['findings', 'a.ndjson']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^S2 .+unheard/m);
    expect(stdout).toContain('How to fix it:');
    const json = JSON.parse(tabshark(['findings', '--json', 'a.ndjson']).stdout) as {
      code: string;
      severity: string;
    }[];
    expect(json.map(({ code }) => code)).toContain('S2');
    const isWarned = json.some(({ severity }) => severity !== 'info');
    expect(tabshark(['findings', '--fail-on', 'error', 'a.ndjson']).status).toBe(0);
    expect(tabshark(['findings', '--fail-on', 'warning', 'a.ndjson']).status).toBe(isWarned ? 1 : 0);
    expect(isWarned).toBe(true);
  });

  it('colours nothing where its output is no terminal', () => {
    expect(tabshark(['findings', 'a.ndjson']).stdout).not.toContain('\u001b');
    expect(tabshark(['findings', 'a.ndjson'], { env: { NO_COLOR: '1' } }).stdout).not.toContain('\u001b');
  });

  it('filters records as viewers do, into a capture', () => {
    const { status, stdout } = tabshark(['filter', 'unheard', 'a.ndjson']);
    expect(status).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"format":"tabshark-capture"');
    expect(tabshark(['summary', '-'], { input: stdout }).status).toBe(0);
  });

  it.each([
    ['filter', 'a latency:>5parsecs', 'a.ndjson'],
    ['convert', '--to', 'csv', '--filter', 'a latency:>5parsecs', 'a.ndjson'],
  ])('says why a filter cannot be read, and where: %s', (...args) => {
    const { status, stdout, stderr } = tabshark(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    const [why = '', text = '', mark = ''] = stderr.trim().split('\n');
    expect(why).toContain('“parsecs” is no unit here');
    expect(text.slice(mark.indexOf('^'), mark.length)).toBe('parsecs');
  });

  it.each([
    ['trace', '{"traceEvents":['],
    ['har', '"_webSocketMessages"'],
    ['mermaid', 'sequenceDiagram'],
    ['csv', 'time,origin,from'],
    ['markdown', '# Tabshark: http://x'],
  ])('converts to %s, without secrets unless it is told to', (to, part) => {
    const { status, stdout } = tabshark(['convert', '--to', to, 'a.ndjson']);
    expect(status).toBe(0);
    expect(stdout).toContain(part);
    expect(stdout).not.toContain(secret);
    const whole = tabshark(['convert', '--to', to, '--raw', 'a.ndjson']).stdout.replaceAll('#95;', '_');
    // A report holds only what findings are about.
    if (to !== 'markdown') expect(whole).toContain(secret);
  });

  it('replaces secrets, and says which and why', () => {
    const { status, stdout } = tabshark(['redact', 'a.ndjson']);
    expect(status).toBe(0);
    expect(stdout).not.toContain(secret);
    expect(stdout.split('\n')).toHaveLength(text.split('\n').length);
    const preview = tabshark(['redact', '--preview', 'a.ndjson']).stdout;
    expect(preview).toContain(secret);
    expect(preview).toContain("a vendor's key");
    expect(tabshark(['redact', '--keep', secret, 'a.ndjson']).stdout).toBe(text);
    expect(tabshark(['redact', '--add', 'hello', 'a.ndjson']).stdout).not.toContain('hello');
  });

  it('writes a file when it is whole, gzip where its name ends so', () => {
    expect(tabshark(['redact', '--keep', secret, '-o', 'out.ndjson.gz', 'a.ndjson']).status).toBe(0);
    expect(gunzipSync(readFileSync(path.join(folder, 'out.ndjson.gz'))).toString()).toBe(text);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const { status, stderr } = tabshark(['redact', '-o', 'missing/out.ndjson', 'a.ndjson']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('missing/out.ndjson')]);
  });

  it('compares two captures', () => {
    const same = tabshark(['diff', 'a.ndjson', 'a.ndjson.gz']);
    expect(same.stdout.match(/The same in both\./g)).toHaveLength(2);
    const { status, stdout } = tabshark(['diff', 'b.ndjson', 'a.ndjson']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\+ broadcast-channel news postMessage, A → B: heard \(1 → 2\)$/m);
    expect(tabshark(['diff', 'a.ndjson', 'b.ndjson']).stdout).toMatch(/^- broadcast-channel news/m);
    expect(JSON.parse(tabshark(['diff', '--json', 'b.ndjson', 'a.ndjson']).stdout)).toMatchObject({
      deliveries: { came: expect.any(Array) },
    });
  });

  it('reads several files as one capture, and says that clocks may differ', () => {
    const other = text.replaceAll('"context":"', '"context":"other-');
    writeFileSync(path.join(folder, 'other.ndjson'), other);
    const { status, stdout, stderr } = tabshark(['summary', '--json', 'a.ndjson', 'other.ndjson']);
    expect([status, stderr]).toEqual([0, expect.stringContaining('clocks')]);
    const [site] = JSON.parse(stdout) as { records: number }[];
    expect(site?.records).toBe(2 * (text.trim().split('\n').length - 1));
  });
});

describe('a bad file', () => {
  const lines = text.trim().split('\n');
  const cut = text.slice(0, text.length - 100);
  const newer = text.replace(/"version":\d+/, '"version":99');

  it.each([
    ['cut', cut, `bad:${lines.length}: not JSON`],
    ['of a newer version', newer, 'bad:2: from a newer version'],
    [
      'with a bad line',
      [...lines.slice(0, 3), '{"a":1}', ...lines.slice(3)].join('\n'),
      'bad:4: not a record',
    ],
    ['gzip that is cut', gzipSync(text).subarray(0, 600), /bad(:\d+)?: it ends too early/],
    [
      'gzip that is damaged',
      Buffer.concat([gzipSync(text).subarray(0, 100), Buffer.alloc(300, 7)]),
      /bad(:\d+)?: it is damaged/,
    ],
    ['of nothing', '', 'holds no records'],
    ['of something else', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'bad:1: not JSON'],
  ])('%s: says the line and the reason, and writes nothing', (_name, content, reason) => {
    writeFileSync(path.join(folder, 'bad'), content);
    for (const command of [['summary'], ['redact', '-o', 'never.ndjson'], ['convert', '--to', 'csv']]) {
      const { status, stdout, stderr } = tabshark([...command, 'bad']);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(reason);
    }
    expect(existsSync(path.join(folder, 'never.ndjson'))).toBe(false);
  });

  it('is read as far as it is whole where a person says so', () => {
    writeFileSync(path.join(folder, 'bad'), cut);
    const { status, stdout, stderr } = tabshark(['redact', '--lenient', '--keep', secret, 'bad']);
    expect(status).toBe(0);
    expect(stderr).toContain(`bad:${lines.length}: not JSON`);
    expect(stdout).toBe(`${lines.slice(0, -1).join('\n')}\n`);
  });

  it.each([
    ['nowhere.ndjson', 'nowhere.ndjson: there is no such file or folder'],
    ['.', '.: it is a folder'],
    ['-', 'standard input holds no records.'],
  ])('%s: is named with the reason', (file, reason) => {
    const { status, stdout, stderr } = tabshark(['summary', file], { input: '' });
    expect([status, stdout, stderr]).toEqual([2, '', `tabshark: ${reason}\n`]);
  });

  it('says so in Chinese, too', () => {
    const { stderr } = tabshark(['summary', '.'], { env: { LC_ALL: 'zh_CN.UTF-8' } });
    expect(stderr).toBe('tabshark: .: 这是一个文件夹\n');
  });

  it.each([
    ['a byte order mark', `\ufeff${text}`],
    ['line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['no line end at its end', text.trimEnd()],
  ])('is none because of %s', (_name, content) => {
    writeFileSync(path.join(folder, 'odd.ndjson'), content);
    const { status, stdout, stderr } = tabshark(['redact', '--keep', secret, 'odd.ndjson']);
    expect([status, stdout]).toEqual([0, text]);
    expect(stderr).toContain('0 values');
  });

  it('names a line of many megabytes as too long, and reads on behind it', () => {
    const [first = '', ...others] = lines;
    writeFileSync(path.join(folder, 'bad'), [first, 'a'.repeat(20_000_000), ...others].join('\n'));
    const { status, stderr } = tabshark(['summary', 'bad']);
    expect([status, stderr]).toEqual([
      2,
      `tabshark: bad:2: too long\ntabshark: Nothing was written. ${lines.length - 1} records could be read: --lenient uses those.\n`,
    ]);
  });

  it('that is gzip of some megabytes is read without a warning of Node', () => {
    const [first = '', ...others] = lines;
    const much = [first, ...Array<string>(20_000).fill(' '.repeat(1_000)), ...others].join('\n');
    writeFileSync(path.join(folder, 'much.gz'), gzipSync(much, { level: 0 }));
    expect(tabshark(['summary', 'much.gz'])).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('whoever calls it', () => {
  it('may write over what it read, and through a link', () => {
    writeFileSync(path.join(folder, 'own.ndjson'), text);
    symlinkSync('own.ndjson', path.join(folder, 'link.ndjson'));
    expect(tabshark(['redact', 'own.ndjson', '-o', 'link.ndjson']).status).toBe(0);
    expect(lstatSync(path.join(folder, 'link.ndjson')).isSymbolicLink()).toBe(true);
    const own = readFileSync(path.join(folder, 'own.ndjson'), 'utf8');
    expect(own).not.toContain(secret);
    expect(own.split('\n')).toHaveLength(text.split('\n').length);
  });

  it.each([
    [
      ['summary', 'a.ndjson', '-o', 'no-folder/x'],
      'no-folder/x was not written: there is no such file or folder.',
    ],
    [['summary', 'a.ndjson', '-o', '.'], '. was not written: it is a folder.'],
  ])('hears why nothing could be written: %j', (args, reason) => {
    expect(tabshark(args)).toEqual({ status: 2, stdout: '', stderr: `tabshark: ${reason}\n` });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('gets its exit code, and no error, where the reader of the output stops early', () => {
    const many = captureText(Array.from({ length: 400 }, (_, at) => `a text of some length ${at}`));
    writeFileSync(path.join(folder, 'many.ndjson'), many);
    const line = `"${process.execPath}" "${program}" findings --json --fail-on warning many.ndjson`;
    const script = `set -o pipefail; ${line} | head -1; exit "\${PIPESTATUS[0]}"`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    const whole = tabshark(['findings', '--fail-on', 'warning', 'many.ndjson']);
    expect([status, stdout, stderr]).toEqual([whole.status, '[\n', '']);
  });

  it.each(['en', 'zh_CN'])('gets help that lists every command and option: %s', (lang) => {
    const { status, stdout } = tabshark(['--help', '--lang', lang]);
    expect(status).toBe(0);
    const words =
      'summary findings filter convert redact diff trace har mermaid csv markdown --fail-on --json --raw --lenient NO_COLOR';
    for (const word of words.split(' ')) expect(stdout).toContain(word);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  it.each([
    [['nope', 'a.ndjson'], 'nope'],
    [['summary', '--nope', 'a.ndjson'], '--nope'],
    [['summary'], 'Name a file'],
    [['convert', 'a.ndjson'], '--to'],
    [['convert', '--to', 'pdf', 'a.ndjson'], 'trace, har'],
    [['findings', '--fail-on', 'info', 'a.ndjson'], '--fail-on'],
    [['diff', 'a.ndjson'], 'two files'],
    [['redact', '--pattern', '(', 'a.ndjson'], '“(” is no regular expression'],
    [['summary', 'a.ndjson', '-o'], '-o, --out needs a value.'],
    [['summary', 'a.ndjson', '--json=1'], '--json takes no value.'],
    [['summary', '--lang', 'fr', 'a.ndjson'], '--lang takes one of: en, zh_CN.'],
    [['summary', '--to', 'trace', 'a.ndjson'], '--to does not go with summary.'],
    [['redact', '--raw', 'a.ndjson'], '--raw does not go with redact.'],
    [['convert', '--to', 'har', '--filter', 'a', 'a.ndjson'], '--filter does not go with --to har.'],
  ])('%j hears what is wrong, with exit code 2', (args, reason) => {
    const { status, stdout, stderr } = tabshark(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
  });
});
