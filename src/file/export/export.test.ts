import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import har from 'har-validator';
import en from '../../../_locales/en/messages.json';
import zhCN from '../../../_locales/zh_CN/messages.json';
import { speakFrom, type MessageFile, type Speak } from '../../shown/messages';
import { scenario } from '../../../test/support/scenario';
import { sitesOf, type Site } from '../site';
import { csvColumns, csvLines } from './csv';
import { awkward, exampleCapture, exampleSite } from '../../../test/support/example-capture';
import { harOf } from './har';
import { markdownOf } from './markdown';
import { mermaidText } from './mermaid';
import { traceOf } from './trace';

const speak = speakFrom(en);

function reportOf(sites: readonly Site[], messages: MessageFile = en): string {
  const say: Speak = speakFrom(messages);
  return markdownOf(sites, { finding: say, diagram: say, report: say });
}

/** What an independent reader, a module of its own, makes of a text. */
function readBy(reader: 'mermaid' | 'trace', text: string): unknown {
  const file = path.join(__dirname, `../../../test/readers/${reader}.mjs`);
  return JSON.parse(
    execFileSync(process.execPath, [file], { input: text, encoding: 'utf8', maxBuffer: 1e8 }),
  );
}

function mermaidReads(
  ...diagrams: string[]
): { error?: string; actors: string[]; messages: { message: string }[] }[] {
  return readBy('mermaid', JSON.stringify(diagrams)) as ReturnType<typeof mermaidReads>;
}

/** Mermaid's own way of keeping `#59;` until it draws. */
function drawn(text: string): string {
  return text.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe('a sequence diagram', () => {
  it('says who sent what to whom, as Mermaid reads it', () => {
    const site = exampleSite();
    const [read] = mermaidReads(mermaidText([site], speak));
    expect(read?.error).toBeUndefined();
    expect(read?.actors).toEqual(expect.arrayContaining(['A hello', 'Server']));
    expect(read?.messages.map(({ message }) => drawn(message))).toEqual(
      expect.arrayContaining(['setItem key hello = hello', 'postMessage hello', 'send hello']),
    );
  });

  it('takes nothing that a page wrote for its own language', () => {
    const sites = awkward.map((text) => exampleSite([text, text]));
    const read = mermaidReads(...sites.map((site) => mermaidText([site], speak)));
    expect(read.map(({ error }) => error)).toEqual(awkward.map(() => undefined));
    for (const [at, { messages }] of read.entries()) {
      const [first] = read;
      expect(messages).toHaveLength(first?.messages.length ?? 0);
      const text = awkward[at] ?? '';
      if (/^[!-~]{1,40}$/.test(text))
        expect(messages.map(({ message }) => drawn(message))).toContain(`postMessage ${text}`);
    }
  });

  it('holds 200 messages at most, and says that there are more', () => {
    const site = exampleSite(Array.from({ length: 150 }, (_, at) => `text ${at}`));
    const text = mermaidText([site], speak);
    const [read] = mermaidReads(text);
    expect(read?.error).toBeUndefined();
    expect(text.match(/->>|-x/g)?.length).toBe(200);
    expect(drawn(read?.messages.at(-1)?.message ?? '')).toContain('200');
  });

  it('counts a message to each of many tabs, and holds no part of one that is beyond 200', () => {
    const on = scenario();
    const tabs = Array.from({ length: 12 }, (_, at) => on.tab(`t${at}`));
    for (const one of tabs) one.open('broadcast-channel', 'news');
    for (const one of tabs) one.listenOn('broadcast-channel', 'news');
    const [first, ...others] = tabs;
    for (let at = 0; at < 30; at += 1) {
      first?.send('broadcast-channel', 'news', `text ${at}`);
      for (const one of others) one.receive('broadcast-channel', 'news', `text ${at}`);
    }
    on.wait(5_000);
    const text = mermaidText(sitesOf({ ...on.capture(), until: null }), speak);
    const [read] = mermaidReads(text);
    expect(read?.error).toBeUndefined();
    expect(text.match(/->>|-x/g)?.length).toBe(18 * 11);
    expect(drawn(read?.messages.at(-1)?.message ?? '')).toContain('18');
  });

  it('is one diagram of several origins, whose tabs say of which they are', () => {
    const [one, other] = [exampleSite(['hello']), exampleSite(['=end; box'])];
    const two = { ...other, origin: 'https://end.example:8443' };
    const [read] = mermaidReads(mermaidText([one, two], speak));
    expect(read?.error).toBeUndefined();
    expect(read?.actors.map(drawn)).toEqual(
      expect.arrayContaining([`A hello, ${one.origin}`, 'A =end; box, https://end.example:8443']),
    );
    expect(read?.messages.map(({ message }) => drawn(message))).toEqual(
      expect.arrayContaining(['postMessage hello', 'postMessage =end; box']),
    );
  });
});

describe('a Chrome trace', () => {
  it('has a process for each tab, a thread for each kind of channel and a flow for each delivery, as DevTools read it', () => {
    const site = exampleSite(['one', 'two']);
    const read = readBy('trace', JSON.stringify(traceOf([site]))) as {
      processes: string[];
      threads: string[][];
      flows: { pid: number; name: string }[][];
    };
    expect(read.processes).toEqual(['A one (http://x)', 'B two (http://x)']);
    expect(read.threads[0]).toEqual(
      expect.arrayContaining(['local-storage', 'broadcast-channel', 'websocket', 'web-lock']),
    );
    const expected = site.exchanges.filter(
      ({ send, deliveries }) => send && deliveries.some(({ record }) => record),
    );
    expect(expected.length).toBeGreaterThan(3);
    expect(read.flows).toHaveLength(expected.length);
    expect(read.flows).toContainEqual([
      { pid: 1, name: 'setItem key one' },
      { pid: 2, name: 'storage key one' },
    ]);
  });

  it('follows the format: sorted, flows inside of slices that do not overlap, threads of one number only', () => {
    const { traceEvents } = traceOf(sitesOf(exampleCapture(Array.from({ length: 20 }, (_, at) => `t${at}`))));
    const times = traceEvents.map(({ ts }) => ts);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const slices = traceEvents.filter(({ ph }) => ph === 'X');
    for (const thread of new Set(slices.map(({ tid }) => tid))) {
      const own = slices.filter(({ tid }) => tid === thread);
      expect(new Set(own.map(({ pid }) => pid)).size).toBe(1);
      own.forEach(({ ts }, at) => {
        const before = own[at - 1];
        if (before) expect(ts).toBeGreaterThan(before.ts + (before.dur ?? 0));
      });
    }
    const ends = traceEvents.filter(({ ph }) => ph === 's' || ph === 'f');
    expect(ends.length).toBeGreaterThan(40);
    for (const end of ends)
      expect(
        slices.some(({ tid, ts, dur = 0 }) => tid === end.tid && ts <= end.ts && end.ts <= ts + dur),
      ).toBe(true);
    for (const { ph, bp } of ends) expect(bp).toBe(ph === 'f' ? 'e' : undefined);
    const starts = ends.filter(({ ph }) => ph === 's').map(({ id }) => id);
    expect(new Set(starts).size).toBe(starts.length);
    for (const phase of ['b', 'e'] as const)
      expect(
        traceEvents
          .filter(({ ph }) => ph === phase)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(
        [
          'holds tabs',
          'holds tabs',
          'is connected to wss://shop.example/socket?room=1',
          'waits for tabs',
          'waits for tabs',
        ].sort(),
      );
    expect(slices[0]?.args.data).toMatchObject({ detail: expect.any(String) });
  });
});

/** What HAR does not say, and DevTools do: of `_webSocketMessages`. */
function isMessage(value: unknown): boolean {
  const { type, time, opcode, data } = value as { [name: string]: unknown };
  const isText = typeof data === 'string' && (opcode === 1 || /^[A-Za-z\d+/]*={0,2}$/.test(data));
  return (
    (type === 'send' || type === 'receive') &&
    typeof time === 'number' &&
    (opcode === 1 || opcode === 2) &&
    isText
  );
}

describe('an HTTP archive', () => {
  it.each([[['hello']], [awkward]])('is HAR 1.2 with the messages of each socket: %j', async (texts) => {
    const archive = JSON.parse(JSON.stringify(harOf([exampleSite(texts)], '0.1.0'))) as {
      log: {
        entries: { _webSocketMessages: { data: string; type: string }[]; response: { status: number } }[];
        pages: unknown[];
      };
    };
    await expect(har.har(archive)).resolves.toBeTruthy();
    const [entry] = archive.log.entries;
    expect(archive.log.entries).toHaveLength(1);
    expect(archive.log.pages).toHaveLength(2);
    expect(entry?.response.status).toBe(101);
    expect(entry?._webSocketMessages).toHaveLength(2 * texts.length);
    expect(entry?._webSocketMessages.filter((one) => !isMessage(one))).toEqual([]);
    expect(entry?._webSocketMessages.filter(({ type }) => type === 'send').map(({ data }) => data)).toEqual(
      texts,
    );
    expect(entry?._webSocketMessages[1]?.data).toBe('AQID');
  });

  it('is refused by the validator where it is none', async () => {
    const archive = harOf([exampleSite()], '0.1.0') as { log: { entries: { request: { url?: string } }[] } };
    delete archive.log.entries[0]?.request.url;
    await expect(har.har(archive)).rejects.toThrow();
  });
});

describe('a table of deliveries', () => {
  it('has a row for each, in which a spreadsheet runs nothing', () => {
    const site = exampleSite(awkward);
    const text = [...csvLines([site])].join('');
    const rows = parse<{ [column: string]: string }>(text, { columns: true });
    expect(Object.keys(rows[0] ?? {})).toEqual([...csvColumns]);
    const deliveries = site.exchanges.map((exchange) =>
      Math.max(1, exchange.deliveries.filter(({ verdict }) => verdict !== 'not-applicable').length),
    );
    expect(rows).toHaveLength(deliveries.reduce((sum, one) => sum + one, 0));
    for (const cells of rows)
      for (const cell of Object.values(cells)) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/);
    const sent = rows
      .filter(({ action }) => action === 'postMessage')
      .map(({ content = '' }) => content.replace(/^'/, ''));
    expect(sent).toEqual(awkward);
    expect(rows.find(({ key }) => key === 'key a,b"c\r\nd')).toMatchObject({
      verdict: 'arrived',
      channel: 'local-storage',
    });
  });
});

describe('a report', () => {
  it('says what was found, with its evidence, who was there and a diagram', () => {
    const report = reportOf([exampleSite()]);
    expect(report).toContain('# Tabshark: http://x');
    expect(report).toMatch(/^### S2: /m);
    expect(report).toMatch(/^- \d{4}-\d\d-\d\dT.*: `setItem unheard = 1`$/m);
    const [, diagram = ''] = /```mermaid\n([^]*?)```/.exec(report) ?? [];
    expect(mermaidReads(diagram)[0]?.error).toBeUndefined();
  });

  it('is in the language that it is asked for', () => {
    const [english, chinese] = [reportOf([exampleSite()]), reportOf([exampleSite()], zhCN)];
    expect(chinese).not.toEqual(english);
    expect(chinese).toMatch(/[\u4e00-\u9fff]/);
    expect(english).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('takes nothing that a page wrote for Markdown', () => {
    const report = reportOf([exampleSite(awkward), exampleSite(['<b>', '<b>'])]);
    const prose = report.replace(/```mermaid[^]*?```/g, '').replace(/(`+)[^`]*\1/g, '');
    expect(prose).not.toMatch(/(?<!\\)<(?:img|b)/);
    expect(report.match(/^# /gm)).toHaveLength(2);
    expect(report.match(/^```/gm)?.length).toBe(4);
  });
});
