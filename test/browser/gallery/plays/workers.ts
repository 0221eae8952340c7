import type { Play } from '../theatre';

const counter = '/gallery/workers/counter.js';

export const workerPlays: readonly Play[] = [
  {
    code: 'W1',
    lasts: true,
    act: async ({ press, right, sees }) => {
      await press(1, 'ask');
      if (right) await sees(1, 'answer');
    },
    evidence: [`1 listeners ${counter}`],
  },
  {
    code: 'W2',
    act: async ({ press, sees }) => {
      await press(1, 'ask');
      await sees(1, 'answer');
    },
    evidence: [`1 listeners ${counter}`],
  },
  {
    code: 'W3',
    act: async ({ press, sees }) => {
      await press(1, 'ask');
      await sees(1, 'answer');
      await press(2, 'ask');
      await sees(2, 'answer');
    },
    evidence: [`2 open ${counter}?…`, `1 open ${counter}?…`],
  },
  {
    code: 'W4',
    act: async ({ press, right, sees }) => {
      await press(2, 'ask');
      await sees(2, right ? 'answer' : 'error');
    },
    evidence: [`2 error ${counter}`, `2 open ${counter}`, `1 open ${counter}`],
  },
  {
    code: 'W5',
    act: async ({ press, right, sees }) => {
      await press(1, 'ask');
      await sees(1, right ? 'answer' : 'error');
    },
    evidence: ['1 error /gallery/workers/missing.js', '1 open /gallery/workers/missing.js'],
  },
  {
    code: 'W6',
    act: async ({ press, pressToGo, right }) => {
      if (right) await press(2, 'reload');
      else await pressToGo(2, 'reload');
    },
    evidence: [`3 open ${counter}`, `1 open ${counter}`],
  },
  {
    code: 'W7',
    act: async ({ press, pressInTurn, right, sees }) => {
      await pressInTurn(1, 'ask', 4, 1, 'answer');
      await press(1, 'end');
      await press(1, 'ask', 3);
      if (right) await sees(1, 'answer', 7);
    },
    evidence: [`1 send ${counter} mortal`, `1 receive ${counter} mortal`],
  },
  {
    code: 'W10',
    act: async ({ press, right, sees }) => {
      await press(1, 'close');
      await press(1, 'ask', 2);
      if (right) await sees(1, 'answer', 2);
    },
    evidence: [`1 send ${counter}`, `1 close ${counter}`],
    count: 2,
  },
  {
    code: 'W11',
    lasts: true,
    // In turn: of two answers to two questions that wait nobody can say which is whose.
    act: async ({ press, right, sees }) => {
      await press(1, 'ask');
      await sees(right ? 1 : 2, 'answer');
      await press(2, 'ask');
      await sees(2, 'answer', right ? 1 : 2);
    },
    evidence: ['1 send /gallery/workers/last-port.js many', '2 receive /gallery/workers/last-port.js many'],
  },
  {
    code: 'W13',
    act: async ({ press, pressToGo, sees }) => {
      await press(1, 'ask');
      await sees(1, 'answer');
      await pressToGo(1, 'reload');
    },
    evidence: [`2 open ${counter}`, `1 open ${counter}`],
    // A second tab keeps the worker, the old one that is.
    twinAlso: ['W6'],
  },
  {
    code: 'W14',
    act: async ({ press, pressToGo, sees }) => {
      await press(1, 'ask');
      await sees(1, 'answer');
      await pressToGo(1, 'reload');
    },
    evidence: [`2 open ${counter}`, `1 open ${counter}`],
    twinAlso: ['W6'],
  },
];
