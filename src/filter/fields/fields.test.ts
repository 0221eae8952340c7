import { createCapture, type Capture } from '../../capture/capture';
import type { View } from '../../capture/view';
import { scenario, type Scenario } from '../../../test/support/scenario';
import { readFilter } from '../filter';
import { fields } from './all';
import { captureOf, plainView } from '../../../test/support/captures';

const view: View = { ...plainView, fold: false };

/**
 * A writes carts, which B hears and C does not; B answers on a channel; A sends 20,000 characters; one write
 * fails.
 */
function shop(): Scenario {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.listen();
  const c = play.tab('c');
  const cart = a.write('cart', null, '{"items":[{"qty":3}],"total":9}');
  const heard = b.hear(cart);
  c.hear(cart);
  b.open('broadcast-channel', 'totals');
  b.send('broadcast-channel', 'totals', 'nine', 1, { cause: heard.time });
  play.wait(60_000);
  const user = a.write('user', null, 'x'.repeat(20_000));
  b.hear(user);
  play.wait(5_000);
  return play;
}

describe('a field of the filter', () => {
  let capture: Capture;
  let all: readonly string[];

  function passing(filter: string, mode: View['mode'] = 'exchanges'): string[] {
    const { rows, filterError } = capture.ask({
      ask: 'rows',
      view: { ...view, filter, mode },
      from: 0,
      to: Infinity,
    });
    expect(filterError).toBeNull();
    return rows.flatMap((row) => (row.row === 'exchange' || row.row === 'event' ? [row.subject] : []));
  }

  beforeAll(async () => {
    capture = await captureOf(shop());
    all = passing('');
  });

  it.each([
    ['channel:storage', ['cart', 'user']],
    ['channel:totals', ['totals']],
    ['channel:broadcast*', ['totals']],
    ['-channel:storage', ['totals']],
    ['key:car', ['cart']],
    ['key:c*t', ['cart']],
    ['key:*ar', []],
    ['key:CART,user', ['cart', 'user']],
    ['value:"total"', ['cart']],
    ['value:/"qty":\\d/', ['cart']],
    ['value:nine', ['totals']],
    ['size:>10kB', ['user']],
    ['size:<=20000b', ['cart', 'totals', 'user']],
    ['event:setItem', ['cart', 'user']],
    ['action:postMessage', ['totals']],
    ['event:send', ['totals']],
    ['direction:out', ['cart', 'totals', 'user']],
    ['direction:in', []],
    ['object:1', ['totals']],
    ['object:>1', []],
    ['path:items[].qty', ['cart']],
    ['path:items[0].qty>2', ['cart']],
    ['path:items[].qty=4', []],
    ['path:*=9', ['cart']],
    ['tab:C', ['cart']],
    ['-tab:C', ['totals', 'user']],
    ['from:B', ['totals']],
    ['to:B', ['cart', 'user']],
    ['url:http://x', ['cart', 'totals', 'user']],
    ['title:b', ['totals']],
    ['frame:top', ['cart', 'totals', 'user']],
    ['frame:child', []],
    ['origin:http://x', ['cart', 'totals', 'user']],
    ['partition:other', []],
    ['state:arrived', ['cart', 'user']],
    ['state:missed', ['cart', 'totals']],
    ['state:missed -channel:totals', ['cart']],
    ['state:threw,failed', []],
    ['latency:>=1ms', ['cart', 'user']],
    ['latency:>50ms', []],
    ['caused:*', ['totals']],
    ['caused:cart', ['totals']],
    ['caused:user', []],
    ['error:*', []],
    ['cart or user', ['cart', 'user']],
    ['not (cart or totals)', ['user']],
    ['(channel:storage -key:user) or nine', ['cart', 'totals']],
    ['/^NINE$/', ['totals']],
    ['key:', ['cart', 'totals', 'user']],
  ])('%s lets %j pass', (filter, expected) => {
    expect(all).toEqual(['cart', 'totals', 'user']);
    expect(passing(filter)).toEqual(expected);
  });

  it('tells of findings which rows are their evidence', () => {
    const { findings } = capture.ask({ ask: 'findings', filter: '', kinds: null, window: null });
    const codes = findings.map(({ finding }) => finding.code);
    expect(codes).toContain('S10');
    expect(passing('finding:S10').length).toBeGreaterThan(0);
    expect(passing('finding:s*')).toEqual(expect.arrayContaining(passing('code:S10')));
    expect(passing('finding:X99')).toEqual([]);
    const [found] = capture.ask({
      ask: 'findings',
      filter: 'finding:S10',
      kinds: null,
      window: null,
    }).findings;
    expect(found?.finding.code).toBe('S10');
    expect(passing(`severity:${found?.finding.severity ?? ''}`).length).toBeGreaterThan(0);
  });

  it('takes times of day, dates and so long ago', () => {
    const { first, last } = capture.ask({ ask: 'status' });
    const at = (time: number): string => new Date(time).toISOString();
    const middle = ((first ?? 0) + (last ?? 0)) / 2;
    expect(passing(`since:${at(middle)}`)).toEqual(['user']);
    expect(passing(`until:${at(middle)}`)).toEqual(['cart', 'totals']);
    const clock = new Date(middle).toTimeString().slice(0, 8);
    expect(passing(`since:${clock}`)).toEqual(['user']);
    expect(passing('since:1s')).toEqual([]);
    expect(passing('until:1s')).toEqual(all);
  });

  it('asks each record of its own part of an exchange, where raw records are listed', () => {
    expect(passing('state:missed direction:in', 'events')).toEqual(['cart']);
    expect(passing('tab:C direction:in', 'events')).toEqual(['cart']);
  });

  it.each(fields.flatMap(({ examples }) => examples))('has an example that can be read: %s', (example) => {
    expect(readFilter(example).error).toBeNull();
    expect(readFilter(example).filter).not.toBeNull();
  });
});

test('who got it decides anew when it arrives, and when it is late', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.listen();
  const capture = createCapture({ origin: 'http://x' });
  for (const context of play.contexts) capture.addContext(context);
  await capture.loaded();
  let taken = 0;
  function take(): void {
    capture.add(play.records.slice(taken));
    taken = play.records.length;
  }
  function passing(filter: string): number {
    return capture.ask({ ask: 'rows', view: { ...view, filter }, from: 0, to: Infinity }).passing;
  }
  const sent = a.write('cart', null, '1');
  take();
  expect(passing('state:arrived')).toBe(0);
  expect(passing('state:waiting')).toBe(1);
  expect(passing('latency:>=0')).toBe(0);
  b.hear(sent);
  take();
  expect(passing('state:arrived')).toBe(1);
  expect(passing('state:waiting')).toBe(0);
  expect(passing('latency:>=0')).toBe(1);
});
