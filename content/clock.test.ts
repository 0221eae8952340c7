import { createClock, type Clock } from './clock';

/** A machine whose clocks the test sets. */
let wall = 0;
let monotonic = 0;
let told: number[] = [];
let clock: Clock;

beforeEach(() => {
  wall = 1_000_000;
  monotonic = 0;
  told = [];
  jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(wall));
  jest.spyOn(performance, 'now').mockImplementation(() => monotonic);
  jest.spyOn(performance, 'timeOrigin', 'get').mockImplementation(() => 1_000_000);
  clock = createClock((by) => told.push(by));
});

afterEach(() => {
  jest.restoreAllMocks();
});

function pass(milliseconds: number): void {
  wall += milliseconds;
  monotonic += milliseconds;
}

describe('the clock of a document', () => {
  it('runs with the monotonic clock, and says nothing while both go on together', () => {
    pass(1234.5);
    expect(clock.now()).toBe(1_001_234.5);
    expect(told).toEqual([]);
  });

  it('begins with the wall clock, wherever the monotonic one is', () => {
    wall += 5_000;
    const late = createClock((by) => told.push(by));
    expect(late.now()).toBe(1_005_000);
    expect(told).toEqual([]);
  });

  it('follows the wall clock after the machine has slept, and tells for how long', () => {
    pass(10);
    wall += 3_600_000;
    expect(clock.now()).toBe(4_600_010);
    pass(1);
    expect(clock.now()).toBe(4_600_011);
    expect(told).toEqual([3_600_000]);
  });

  it('does not go back when the wall clock is set back, and tells it once', () => {
    pass(10);
    wall -= 60_000;
    expect(clock.now()).toBe(1_000_010);
    pass(5);
    expect(clock.now()).toBe(1_000_015);
    expect(told).toEqual([-60_000]);
  });

  it('is where it was when the wall clock is set back and right again', () => {
    wall -= 60_000;
    clock.check();
    wall += 60_000;
    pass(7);
    expect(clock.now()).toBe(1_000_007);
    expect(told).toEqual([-60_000, 60_000]);
  });

  it('tells when an event was made by the same clock', () => {
    wall += 500;
    pass(20);
    expect(clock.timeOf({ timeStamp: 15 } as Event)).toBe(1_000_515);
  });

  it('takes no notice of what reading two clocks one after the other makes', () => {
    wall += 4;
    expect(clock.now()).toBe(1_000_000);
    expect(told).toEqual([]);
  });

  it('takes no notice of being held up between two readings', () => {
    let held = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => {
      // The first reading after the first look at the wall clock comes 80 ms late.
      held += 1;
      if (held === 1) pass(80);
      return monotonic;
    });
    clock.check();
    expect(told).toEqual([]);
  });
});
