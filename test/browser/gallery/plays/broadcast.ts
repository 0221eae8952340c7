import type { Play } from '../theatre';

export const broadcastPlays: readonly Play[] = [
  {
    code: 'B1',
    act: async ({ press, right, sees }) => {
      await press(1, 'post', 2);
      if (right) await sees(2, 'message', 2);
    },
    evidence: ['1 send news'],
    count: 2,
  },
  {
    code: 'B2',
    act: async ({ press, right, sees }) => {
      await press(1, 'post', 2);
      if (right) await sees(2, 'message', 2);
    },
    evidence: ['1 send news', '2 open app:News'],
    count: 2,
  },
  {
    code: 'B3',
    act: async ({ press, right, sees }) => {
      await press(1, 'post');
      if (right) await sees(2, 'message');
      else await press(2, 'open');
    },
    evidence: ['1 send news', '2 open news'],
  },
  {
    code: 'B4',
    act: async ({ press, right, sees }) => {
      await press(1, 'close');
      await press(1, 'post');
      await sees(right ? 2 : 1, right ? 'message' : 'InvalidStateError');
    },
    evidence: ['1 send news', '1 close news'],
  },
  {
    code: 'B5',
    act: async ({ press, pressToOpen, right, sees }) => {
      await pressToOpen(1, 'embed');
      await press(1, 'post');
      if (right) await sees(2, 'message');
    },
    evidence: ['1 send news'],
  },
  { code: 'B6', opaque: true, evidence: ['1 open news'], also: ['S18'] },
  {
    code: 'B7',
    windows: true,
    act: async ({ freeze, press, right, sees }) => {
      if (!right) await freeze(2);
      await press(1, 'post');
      if (right) await sees(2, 'message');
    },
    evidence: ['1 send news', '2 lifecycle frozen'],
  },
  {
    code: 'B9',
    act: async ({ pressToGo, sees }) => {
      await pressToGo(1, 'leave');
      await sees(2, 'bye');
    },
    evidence: ['1 send news'],
  },
  {
    code: 'B10',
    act: async ({ press, right, sees }) => {
      await press(1, 'post', 2);
      await sees(right ? 2 : 1, right ? 'message' : 'DataCloneError', 2);
    },
    evidence: ['1 send news'],
    count: 2,
  },
  {
    code: 'B11',
    act: async ({ press, sees }) => {
      await press(1, 'ask');
      await sees(1, 'message');
    },
    evidence: ['1 receive /gallery/workers/module.js'],
  },
  {
    code: 'B12',
    act: async ({ press, pressInTurn, pressToGo, right, sees, tabs }) => {
      if (right) {
        await press(2, 'leave');
        await pressInTurn(1, 'write', 2, 2);
        return;
      }
      await pressToGo(2, 'leave');
      await press(1, 'write', 2);
      // Late is what takes more than a second.
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      await tabs[1]?.goBack();
      await sees(2, 'storage', 2);
    },
    evidence: ['2 storage-event colour', '1 storage-write colour'],
    count: 2,
  },
];
