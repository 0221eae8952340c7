import type { Play } from '../theatre';

export const otherPlays: readonly Play[] = [
  {
    code: 'V1',
    lasts: true,
    act: async ({ press, right, sees }) => {
      await press(1, 'ask');
      // On the other page it waits until the document is parsed.
      if (right) await sees(1, 'message');
    },
    evidence: ['1 listeners '],
  },
  {
    code: 'V2',
    lasts: true,
    act: ({ right, sees }) => sees(1, right ? 'there is' : 'null'),
    evidence: ['1 uncontrolled '],
  },
  {
    code: 'V3',
    lasts: true,
    act: async ({ press, right, sees }) => {
      await sees(1, 'controlled');
      await press(1, 'update');
      await sees(1, right ? 'activated' : 'installed');
    },
    evidence: ['1 registration /gallery/service.js'],
  },
  {
    code: 'V4',
    act: async ({ pressToGo, right, sees }) => {
      await sees(1, 'controlled');
      await pressToGo(1, 'again');
      if (right) await sees(1, 'message');
      else await sees(1, 'controlled');
    },
    evidence: ['1 receive /gallery/service-fetching.js', '1 lifecycle leaving', '1 lifecycle gone'],
  },
  {
    code: 'K1',
    act: async ({ press, right, sees }) => {
      for (const tab of [1, 2]) await sees(tab, 'connected');
      await press(1, 'send', 2);
      if (right) await sees(2, 'message', 2);
    },
    evidence: ['2 receive /ws?room=k1-k1.localhost', '2 open /ws?room=k1-k1.localhost'],
    count: 2,
  },
  {
    code: 'K2',
    act: async ({ press, sees, right }) => {
      await sees(1, 'connected');
      await press(1, 'close');
      await sees(1, 'closed');
      await press(1, 'send');
      await sees(1, 'sent');
      await press(1, 'send');
      await sees(1, 'sent', 2);
      if (right) await sees(1, 'connected', 2);
    },
    evidence: ['1 send /ws?room=k2-k2.localhost', '1 close /ws?room=k2-k2.localhost'],
    count: 2,
  },
  {
    code: 'K3',
    act: async ({ freeze, right, sees, thaw }) => {
      await sees(1, 'connected');
      if (right) await sees(2, 'connected');
      await freeze(1);
      await thaw(1);
    },
    evidence: ['1 lifecycle frozen', '1 connected /ws?room=k3-k3.localhost'],
  },
  {
    code: 'K4',
    act: async ({ right, sees }) => {
      await sees(1, 'connected');
      if (!right) await sees(1, 'closed: 1006', 4);
    },
    evidence: ['1 close /ws?room=k4-k4.localhost&fails', '1 open /ws?room=k4-k4.localhost&fails'],
  },
  {
    code: 'K5',
    act: async ({ right, sees }) => {
      for (const tab of [1, 2]) await sees(tab, 'connected');
      if (right) return;
      // Each connects four times. The last of the second tab stays.
      await sees(1, 'closed: 4001', 4);
      await sees(2, 'connected', 4);
    },
    evidence: [
      '1 close /ws?room=k5-k5.localhost&one',
      '2 connected /ws?room=k5-k5.localhost&one',
      '1 connected /ws?room=k5-k5.localhost&one',
    ],
  },
  {
    code: 'E1',
    act: async ({ press, right, sees }) => {
      await press(1, 'listen');
      await sees(1, 'connected', right ? 1 : 3);
      await press(2, 'listen');
      if (right) await sees(2, 'handed on');
      else await sees(2, 'connected', 3);
    },
    // A page's three streams connect in whatever order the network has them.
    anyOrder: true,
    evidence: [
      '2 connected /events?3',
      '2 connected /events?2',
      '2 connected /events?1',
      '1 connected /events?3',
      '1 connected /events?2',
      '1 connected /events?1',
    ],
  },
  {
    code: 'L1',
    lasts: true,
    act: async ({ press, right, sees }) => {
      await press(1, 'take');
      await sees(1, 'granted');
      await press(2, 'take');
      if (right) await sees(2, 'granted');
    },
    evidence: ['1 granted printer', '2 requested printer'],
  },
  {
    code: 'L2',
    act: async ({ press, right, sees }) => {
      await press(1, 'lead');
      await sees(1, 'leading');
      await press(2, 'lead');
      if (!right) await sees(2, 'failure 3');
    },
    evidence: ['2 aborted conductor', '2 requested conductor', '1 granted conductor'],
    count: 3,
  },
  {
    code: 'I1',
    act: async ({ press, right, sees }) => {
      await press(1, 'open');
      await sees(1, 'version 1');
      await press(2, 'upgrade');
      await sees(2, right ? 'version 2' : 'blocked');
    },
    evidence: ['2 blocked notes', '1 connected notes'],
  },
  {
    code: 'O1',
    act: async ({ pressToOpen, right, sees }) => {
      await pressToOpen(1, 'sign-in');
      await sees(2, 'no opener');
      if (right) await sees(1, 'message');
    },
    evidence: ['2 no-opener ', '1 listeners '],
  },
  { code: 'A1', opaque: true, evidence: ['1 tried '], also: ['S18'] },
  {
    code: 'R1',
    act: async ({ press, right, sees }) => {
      await press(1, 'start');
      await sees(2, 'ball', right ? 1 : 20);
      if (!right) await sees(1, 'ball', 20);
    },
    evidence: ['1 storage-write ball', '2 storage-event ball', '2 storage-write ball'],
    eitherTab: true,
    maybe: ['S15', 'S19'],
  },
  {
    code: 'R2',
    act: async ({ press, sees }) => {
      await press(1, 'start');
      await sees(1, 'done');
    },
    evidence: ['1 send pointer', '1 send pointer'],
  },
  {
    code: 'R3',
    again: true,
    act: async ({ press, right, sees }) => {
      const slowly = press(2, 'slowly');
      await sees(1, 'adding');
      await press(1, 'add');
      await slowly;
      await sees(1, right ? 'cart ["pear","apple"]' : '"pear"]');
    },
    // The second hears of the first's write after its own.
    evidence: ['1 storage-write cart', '2 storage-write cart', '2 storage-event cart'],
  },
  {
    code: 'R4',
    act: async ({ press, right, sees }) => {
      await press(1, 'lead');
      await sees(1, 'leading');
      await press(2, 'lead');
      await sees(2, right ? 'somebody else leads' : 'leading');
      // The first works on meanwhile.
      if (!right) await sees(1, 'the other one: working', 2);
    },
    evidence: ['1 granted leader', '2 granted leader', '1 send work'],
  },
];
