import type { Play } from '../theatre';

export const sharedStatePlays: readonly Play[] = [
  {
    code: 'R5',
    act: async ({ press, reads, right, sees }) => {
      await reads(1, 'look', 'light');
      await press(1, 'dark');
      await sees(1, 'saved');
      await reads(2, 'look', 'dark');
      if (right) await sees(2, 'dark');
      await press(2, 'save');
      await sees(2, 'saved');
    },
    evidence: ['2 storage-write look', '1 storage-write look'],
    maybe: ['S10'],
  },
  {
    code: 'R6',
    act: async ({ press, reads, right, sees }) => {
      await press(2, 'save');
      await sees(2, 'saved 1');
      await reads(1, 'session', 'ann');
      await press(1, 'out');
      await sees(1, 'removed');
      await reads(2, 'session', null);
      await press(2, 'save');
      await sees(2, right ? 'signed out' : 'saved 2');
    },
    evidence: ['2 storage-write session', '1 storage-write session'],
    maybe: ['S10'],
  },
  {
    code: 'R7',
    act: async ({ press, reads, sees }) => {
      await reads(1, 'settings', 'en');
      await press(1, 'language');
      await sees(1, 'fr');
      await reads(2, 'settings', 'fr');
      await press(2, 'size');
      await sees(2, '"size":2');
    },
    evidence: ['2 storage-write settings', '1 storage-write settings'],
    maybe: ['S10'],
  },
  {
    code: 'R8',
    act: async ({ press, right, sees }) => {
      for (const tab of [1, 2]) await press(tab, 'look');
      for (const tab of [1, 2]) await sees(tab, 'free');
      for (const tab of [1, 2]) await press(tab, 'take');
      if (right) await sees(1, 'taken');
      for (const tab of [1, 2]) {
        await press(tab, 'release');
        await sees(tab, 'let go');
      }
    },
    evidence: [
      '1 storage-write printer',
      '2 storage-write printer',
      '1 storage-write printer',
      '2 storage-write printer',
    ],
    // Nobody listens, and the second removes what is not there any more.
    maybe: ['S2', 'S10'],
  },
  {
    code: 'H1',
    lasts: true,
    again: true,
    act: async ({ press, sees }) => {
      await press(1, 'post');
      for (const tab of [2, 3, 4]) await sees(tab, 'message');
    },
    evidence: ['4 receive cart', '2 receive cart', '2 storage-write seen-by-?two'],
  },
  {
    code: 'H2',
    act: async ({ press, sees }) => {
      await press(1, 'post');
      await sees(2, 'message');
      await press(2, 'post');
      await sees(1, 'message');
    },
    evidence: ['2 send notes', '1 send notes'],
  },
  {
    code: 'H3',
    act: async ({ press, sees }) => {
      await press(1, 'in');
      await sees(2, 'storage');
      await press(2, 'in');
      await sees(1, 'storage');
    },
    evidence: ['2 storage-event authToken', '2 storage-write auth_token', '1 storage-write authToken'],
  },
];
