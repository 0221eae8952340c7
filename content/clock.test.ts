import { correctedTime, createClockLook, ownTime, type ClockLook } from './clock';

/** A machine whose clocks the test sets. */
let wall = 0;
let monotonic = 0;
let look: ClockLook;

beforeEach(() => {
  wall = 1_000_000;
  monotonic = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(wall));
  jest.spyOn(performance, 'now').mockImplementation(() => monotonic);
  jest.spyOn(performance, 'timeOrigin', 'get').mockImplementation(() => 1_000_000);
  look = createClockLook();
});

afterEach(() => {
  jest.restoreAllMocks();
});

function pass(milliseconds: number): void {
  wall += milliseconds;
  monotonic += milliseconds;
}

describe('looking at the wall clock', () => {
  it('tells nothing while both go on together', () => {
    pass(1234.5);
    expect(look.changed()).toBeNull();
    expect(ownTime()).toBe(1_001_234.5);
  });

  it('tells at the first look of a document whose clock began with an older process', () => {
    wall += 5_000;
    expect(look.changed()).toBe(5_000);
  });

  it('gives a document that begins so the time of others', () => {
    pass(1234.5);
    expect(correctedTime()).toBe(1_001_234.5);
    wall += 5_000;
    expect(correctedTime()).toBe(1_006_234);
  });

  it('tells once for how long the machine has slept', () => {
    pass(10);
    wall += 3_600_000;
    expect(look.changed()).toBe(3_600_000);
    pass(1);
    expect(look.changed()).toBeNull();
  });

  it('tells that the wall clock was set back, and that it is right again', () => {
    wall -= 60_000;
    expect(look.changed()).toBe(-60_000);
    wall += 60_000;
    expect(look.changed()).toBe(0);
  });

  it('tells of small changes once they are large together', () => {
    wall += 30;
    expect(look.changed()).toBeNull();
    wall += 30;
    expect(look.changed()).toBe(60);
  });

  it('takes no notice of what coarse clocks make', () => {
    wall += 33;
    expect(look.changed()).toBeNull();
    wall -= 66;
    expect(look.changed()).toBeNull();
  });

  it('takes no notice of being held up between two readings', () => {
    let readings = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => {
      readings += 1;
      if (readings === 1) pass(80);
      return monotonic;
    });
    expect(look.changed()).toBeNull();
  });
});
