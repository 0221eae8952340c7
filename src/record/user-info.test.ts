import { withoutUserInfo } from './user-info';

describe('user names and passwords in URLs', () => {
  it.each([
    ['http://user:hunter2@host/a?b#c', 'http://host/a?b#c'],
    ['ws://bob@host:8080', 'ws://host:8080'],
    ['http://a@b:c@host/', 'http://host/'],
    ['http://:pw@host/mail@home', 'http://host/mail@home'],
    ['http://host/?next=https://u:p@other/x', 'http://host/?next=https://other/x'],
    [
      '    at f (http://u:p@host/s.js:1:2)\n    at http://u:p@host/s.js:3:4',
      '    at f (http://host/s.js:1:2)\n    at http://host/s.js:3:4',
    ],
    ["The URL 'ws://u:p@[' is invalid.", "The URL 'ws://[' is invalid."],
  ])('are cut: %s', (text, cut) => {
    expect(withoutUserInfo(text)).toBe(cut);
  });

  it.each(['http://host/a@b', 'mail@host', 'data:text/plain,a@b', 'http://host/?a@b', ''])(
    'leave the rest as it is: %s',
    (text) => {
      expect(withoutUserInfo(text)).toBe(text);
    },
  );
});
