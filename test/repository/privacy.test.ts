import { explainedIn, namesIn, permissionsOf } from './permissions';

describe('docs/privacy.md', () => {
  const explained = explainedIn('docs/privacy.md');

  it('explains every permission of the Chromium build, and no other', () => {
    expect(namesIn('chrome', explained)).toEqual(permissionsOf('chrome'));
  });

  it('explains every permission of the Firefox build, and says which are not in it', () => {
    expect(namesIn('firefox', explained)).toEqual(permissionsOf('firefox'));
  });

  it('says of each what would not work without it', () => {
    expect(explained.filter(({ text }) => !/^Without it: /m.test(text))).toEqual([]);
  });
});
