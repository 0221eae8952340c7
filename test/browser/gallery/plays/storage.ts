import type { Play } from '../theatre';

export const storagePlays: readonly Play[] = [
  {
    code: 'S1',
    act: ({ press, pressInTurn, right }) => (right ? pressInTurn(1, 'write', 2, 2) : press(1, 'write', 2)),
    evidence: ['1 storage-write colour'],
    count: 2,
  },
  {
    code: 'S2',
    act: async ({ press, pressInTurn, right }) => {
      await pressInTurn(1, 'write', right ? 3 : 1, 2);
      if (!right) await press(1, 'write', 2);
    },
    evidence: ['1 storage-write colour'],
    count: 2,
  },
  {
    code: 'S3',
    act: ({ press, pressInTurn, right }) => (right ? pressInTurn(1, 'write', 2, 2) : press(1, 'write', 2)),
    evidence: ['1 storage-write colour'],
    count: 2,
  },
  {
    code: 'S4',
    host: 'localhost',
    act: async ({ press, pressToOpen, right, sees }) => {
      await pressToOpen(1, 'other');
      await press(1, 'write');
      if (right) await sees(2, 'storage');
    },
    evidence: ['1 storage-write colour'],
  },
  {
    code: 'S5',
    act: async ({ press, pressToOpen, right, sees }) => {
      await pressToOpen(1, 'embed');
      await press(1, 'write');
      if (right) await sees(2, 'storage');
    },
    evidence: ['1 storage-write colour'],
  },
  {
    code: 'S7',
    act: async ({ press, right, sees }) => {
      await press(1, 'write');
      if (right) await sees(2, 'storage');
    },
    evidence: ['1 storage-write colour'],
  },
  {
    code: 'S12',
    act: async ({ press, right, sees }) => {
      await press(1, 'write');
      if (right) await sees(2, 'storage');
      else await sees(1, 'QuotaExceededError');
    },
    evidence: ['1 storage-write large'],
  },
  {
    code: 'S14',
    act: ({ pressInTurn, right }) => pressInTurn(1, 'write', 2, right ? 2 : 1),
    evidence: ['1 storage-event colour'],
    count: 2,
  },
  { code: 'S18', opaque: true, evidence: ['1 not-available '] },
  {
    code: 'S8',
    act: async ({ press, sees }) => {
      await press(1, 'write');
      await sees(2, 'colour');
      await press(1, 'clear');
      await sees(2, 'null null');
    },
    evidence: ['2 storage-event clear()', '2 storage-event colour'],
  },
  {
    code: 'S9',
    act: async ({ press, sees }) => {
      await press(1, 'write');
      await sees(2, 'colour');
      await press(1, 'remove');
      await sees(2, '→ null');
    },
    evidence: ['2 storage-event colour', '2 storage-event colour'],
  },
  {
    code: 'S10',
    act: async ({ press, pressInTurn, right }) => {
      await press(2, 'leave');
      await (right ? pressInTurn(1, 'write', 2, 2) : press(1, 'write', 2));
    },
    evidence: ['2 storage-event colour'],
    count: 2,
  },
  {
    code: 'S11',
    windows: true,
    act: async ({ freeze, press, right, sees }) => {
      if (!right) await freeze(2);
      await press(1, 'write', 2);
      if (right) await sees(2, 'storage', 2);
    },
    evidence: ['1 storage-write colour', '2 lifecycle frozen'],
    count: 2,
  },
  {
    code: 'S15',
    again: true,
    act: async ({ press, sees }) => {
      await press(1, 'write');
      await sees(2, 'two');
    },
    evidence: ['2 storage-event colour', '1 storage-write colour', '1 storage-write colour'],
  },
  {
    code: 'S16',
    again: true,
    act: async ({ press, right, sees }) => {
      await press(1, 'write');
      await sees(2, 'message');
      if (!right) await sees(2, 'storage');
    },
    evidence: ['2 receive news', '2 storage-event colour', '1 storage-write colour', '1 send news'],
  },
  {
    code: 'S17',
    act: ({ pressInTurn }) => pressInTurn(1, 'write', 2, 2),
    evidence: ['2 error ', '2 storage-event colour'],
    count: 2,
  },
  {
    code: 'S19',
    again: true,
    act: async ({ press, right, sees }) => {
      await press(1, 'write');
      await sees(2, 'storage', right ? 1 : 5);
    },
    evidence: ['2 storage-event colour', '2 storage-event colour'],
    // The key may be written again before it is heard of.
    maybe: ['S15'],
  },
  {
    code: 'S20',
    act: async ({ press, right, sees }) => {
      await press(1, 'open');
      await sees(1, right ? 'another tab' : 'the same id');
    },
    evidence: ['2 send tabs', '1 storage-write tab-id'],
  },
  {
    code: 'S21',
    act: async ({ press, pressInTurn, right }) => {
      await (right ? pressInTurn(1, 'write', 2, 2) : press(1, 'write', 2));
    },
    evidence: ['2 storage-event colour', '2 listeners '],
    count: 2,
  },
];
