import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';

/** What is said of a window that came back from another site without its opener. */
function severityOf(
  play: (on: Scenario, popup: Tab) => void,
  state: 'no-opener' | 'tried' = 'no-opener',
): string | undefined {
  const on = scenario();
  const opener = on.tab('opener', { tab: 0 });
  opener.listenOn('window', '', 0);
  const popup = on.tab('popup', { tab: 1, openerTab: 0 });
  popup.state('window', '', state, 0, { detail: 'http://idp' });
  play(on, popup);
  on.wait(30_000);
  opener.live('hidden');
  return on.findings().find(({ code }) => code === 'O1')?.severity;
}

it('is a warning where it tried to post to its opener', () => {
  expect(severityOf(() => undefined, 'tried')).toBe('warning');
});

it('is a warning where it closes soon and has told nobody anything', () => {
  const closes = (on: Scenario, popup: Tab): void => {
    on.wait(900);
    popup.live('gone');
  };
  expect(severityOf(closes)).toBe('warning');
});

it.each<[string, (on: Scenario, popup: Tab) => void]>([
  ['stays open', () => undefined],
  [
    'closes much later',
    (on, popup) => {
      on.wait(20_000);
      popup.live('gone');
    },
  ],
  [
    'hands over what it has by a channel',
    (_, popup) => {
      popup.send('broadcast-channel', 'sign-in', 'code');
      popup.live('gone');
    },
  ],
  [
    'leaves it in localStorage',
    (_, popup) => {
      popup.write('code', null, '7');
      popup.live('gone');
    },
  ],
  [
    'goes on to another page of the site',
    (on, popup) => {
      popup.live('gone');
      on.tab('home', { tab: 1, openerTab: 0 });
    },
  ],
])('is a note where it %s', (_, play) => {
  expect(severityOf(play)).toBe('info');
});
