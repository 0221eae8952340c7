import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import { createClock, latencyBetween, readClock, type Clock } from './clocks';
import type { Delivery, MeasuredLatency } from '../exchange/types';

const channel = { kind: 'document', name: '' } as const;

/** Of a document that was created at 1,000,000, with records so much later. */
function clock(...later: number[]): Clock {
  const made = createClock();
  for (const [seq, ms] of [0, ...later].entries())
    readClock(made, {
      type: 'lifecycle',
      state: 'visible',
      channel,
      context: 'c',
      seq,
      time: 1_000_000 + ms,
    });
  return made;
}

function parted(of: Clock, after: number, ahead: number): Clock {
  const time = 1_000_000 + after;
  readClock(of, { type: 'clock', ahead, channel, context: 'c', seq: 9, time });
  return of;
}

function latency(from: Clock, to: Clock, sent: number, received: number): MeasuredLatency {
  return latencyBetween({ time: 1_000_000 + sent }, { time: 1_000_000 + received }, from, to);
}

describe('how exact a latency is', () => {
  it.each([
    ['tenths of a millisecond in Chromium', [3.2, 14, 20.7], 0.1],
    ['no finer where a page is isolated', [3.205, 14.015], 0.1],
    ['milliseconds in Firefox', [3, 14, 50], 1],
    ['coarse steps where it resists fingerprinting', [16.667, 50, 183.334], 50 / 3],
  ])('is told by the times of the records: %s', (_, later, resolution) => {
    expect(latency(clock(...later), clock(...later), 10, 12)).toMatchObject({
      resolution,
      approximate: false,
    });
  });

  it('is that of the coarser clock', () => {
    expect(latency(clock(3.2), clock(3), 10, 12).resolution).toBe(1);
  });

  it('is not touched by a change that both documents saw', () => {
    const from = parted(clock(3.2), 5, 3_600_000);
    const to = parted(clock(3.2), 8, 3_600_001);
    expect(latency(from, to, 10, 13.5)).toEqual({ milliseconds: 2.5, resolution: 0.1, approximate: false });
  });

  it('is not touched by a change that comes later', () => {
    expect(latency(parted(clock(3.2), 20, 200), clock(3.2), 10, 12).approximate).toBe(false);
  });

  it('is approximate where the receiver came after a change, whose times are those that the sender has now', () => {
    const from = parted(clock(3.2), 205, 200);
    expect(latency(from, clock(3.2), 210, 212)).toMatchObject({ milliseconds: 2, approximate: true });
  });

  it('is approximate where the sender came after a change', () => {
    const to = parted(clock(3.2), 205, 3_600_000);
    expect(latency(clock(3.2), to, 213, 215)).toMatchObject({ milliseconds: 2, approximate: true });
  });

  it('is corrected where the clock was set back, which times do not follow', () => {
    const from = parted(clock(3.2), 5, -200);
    expect(latency(from, clock(3.2), 210, 12)).toMatchObject({ milliseconds: 2, approximate: true });
  });

  it('is approximate where only the background still knows of the change', () => {
    const from = clock(3_600_003.2);
    from.told = 3_600_000;
    expect(latency(from, clock(3.2), 210, 212)).toMatchObject({ milliseconds: 2, approximate: true });
  });

  it('is exact again when the clock is right again', () => {
    const from = parted(parted(clock(3.2), 5, -200), 9, 0);
    expect(latency(from, clock(3.2), 10, 12)).toMatchObject({ milliseconds: 2, approximate: false });
  });

  it('is approximate where the message seems to come before it was sent', () => {
    expect(latency(clock(3.2), clock(3.2), 12, 9)).toMatchObject({ milliseconds: 0, approximate: true });
    expect(latency(clock(3.2), clock(3.2), 12, 11.9)).toMatchObject({ milliseconds: 0, approximate: false });
  });
});

describe('latencies of exchanges', () => {
  function write(on: Scenario, a: Tab, b: Tab): Delivery | undefined {
    const sent = a.write('k', null, '1');
    b.hear(sent);
    return on.analyse().correlator.of(sent)?.deliveries[1];
  }

  it('are approximate once the clock of one document has parted, and not counted among the exact ones', () => {
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    b.listen();
    expect(write(on, a, b)?.latency).toMatchObject({ milliseconds: 1, approximate: false });
    b.clock(120);
    expect(write(on, a, b)?.latency).toMatchObject({ milliseconds: 1, approximate: true });
    expect(on.analyse().correlator.latencies()[0]?.latency).toMatchObject({
      count: 1,
      approximate: 1,
      max: 1,
    });
  });
});
