import fc from 'fast-check';
import { defaultSettings, parseSettings, parseSettingsChange, ranges, type NumberSetting } from './settings';

describe('the settings', () => {
  it('are the defaults where nothing, or nothing of use, is stored', () => {
    for (const value of [undefined, null, 'x', [], {}, { records: '5', megabytes: -1, keep: 1 }])
      expect(parseSettings(value)).toEqual(defaultSettings);
  });

  it('keep what is in its range, field by field', () => {
    expect(parseSettings({ records: 5_000, megabytes: 1e9, keep: true, more: 1 })).toEqual({
      ...defaultSettings,
      records: 5_000,
      keep: true,
    });
  });

  it('have defaults that are in their ranges', () => {
    for (const name of Object.keys(ranges) as NumberSetting[]) {
      const { min, max } = ranges[name];
      expect(defaultSettings[name]).toBeGreaterThanOrEqual(min);
      expect(defaultSettings[name]).toBeLessThanOrEqual(max);
    }
  });

  it('are never anything else, whatever is stored', () => {
    const hostile = fc.record(
      Object.fromEntries(Object.keys(defaultSettings).map((name) => [name, fc.anything()])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), hostile), (value) => {
        const parsed = parseSettings(value);
        for (const name of Object.keys(ranges) as NumberSetting[]) {
          expect(parsed[name]).toBeGreaterThanOrEqual(ranges[name].min);
          expect(parsed[name]).toBeLessThanOrEqual(ranges[name].max);
          expect(Number.isInteger(parsed[name])).toBe(true);
        }
        expect([typeof parsed.keep, typeof parsed.stacks]).toEqual(['boolean', 'boolean']);
        for (const rule of parsed.redactPatterns) expect(new RegExp(rule)).toBeInstanceOf(RegExp);
      }),
    );
  });
});

describe('a change of the settings', () => {
  it('takes rules of redaction that can be ones, and no others', () => {
    const good = { redactNames: ['玩家'], redactPatterns: ['ORD-(\\d+)'] };
    expect(parseSettingsChange(good)).toEqual(good);
    for (const redactPatterns of [
      ['('],
      [''],
      [7],
      'x',
      ['x'.repeat(301)],
      Array.from({ length: 51 }, () => 'x'),
    ])
      expect(parseSettingsChange({ redactPatterns })).toBeUndefined();
  });

  it('has the fields that it names, and no others', () => {
    expect(parseSettingsChange({ records: 1_000, stacks: true, more: 1 })).toEqual({
      records: 1_000,
      stacks: true,
    });
    expect(parseSettingsChange({})).toEqual({});
  });

  it.each([
    null,
    'keep',
    { records: 999 },
    { records: 1e9 },
    { records: 5_000.5 },
    { megabytes: '256' },
    { queueRecords: NaN },
    { queueMegabytes: 0 },
    { keep: 'yes' },
    { keep: true, records: 0 },
  ])('is none if it is %j', (change) => {
    expect(parseSettingsChange(change)).toBeUndefined();
  });

  it('is taken as it came or not at all, whatever comes', () => {
    const value = fc.oneof(fc.anything(), fc.integer(), fc.boolean(), fc.constantFrom(5_000, 64, '64'));
    const names = [...Object.keys(defaultSettings), 'more', 'toString'];
    const hostile = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), hostile), (given) => {
        const change = parseSettingsChange(given);
        if (!change) return;
        expect(given).toMatchObject(change);
        expect(Object.keys(change).filter((name) => !(name in defaultSettings))).toEqual([]);
        expect(parseSettings(change)).toEqual({ ...defaultSettings, ...change });
      }),
      { numRuns: 1_000 },
    );
  });
});
