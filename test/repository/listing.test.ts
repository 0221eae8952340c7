import { readdirSync } from 'node:fs';
import path from 'node:path';
import { contentOf, root } from './files';
import { pngHeader } from './png';
import { explainedIn, namesIn, permissionsOf } from './permissions';

/** What the stores accept at most, in characters. */
const bounds = {
  'name.txt': 45,
  'summary.txt': 132,
  'description.txt': 15_000,
  'single-purpose.txt': 1_000,
  'review-notes.txt': 3_000,
};
const texts = [...Object.keys(bounds), 'permissions.md', 'data.md', 'privacy-policy.md'].sort();
/** An extension's justification for one permission. */
const justification = 1_000;

describe.each(['en', 'zh_CN'])('the texts for the stores in %s', (language) => {
  const folder = path.join('listing', language);
  const text = (name: string): string => contentOf(path.join(folder, name)).trim();

  it('are all there', () => {
    const files = readdirSync(path.join(root, folder)).filter((name) => name !== 'images');
    expect(files.sort()).toEqual(texts);
    expect(files.filter((name) => text(name) === '')).toEqual([]);
  });

  it.each(Object.entries(bounds))('are as short as stores want it: %s, %i characters', (name, bound) => {
    expect(text(name).length).toBeLessThanOrEqual(bound);
  });

  it('have the name and the summary that the package has', () => {
    const messages = JSON.parse(contentOf(`_locales/${language}/messages.json`)) as {
      readonly [name: string]: { readonly message: string };
    };
    expect(text('name.txt')).toBe(messages.name?.message);
    expect(text('summary.txt')).toBe(messages.description?.message);
  });

  it.each(['chrome', 'firefox'] as const)(
    'justify every permission of the manifest in dist/%s, and no other',
    (browser) => {
      const explained = explainedIn(path.join(folder, 'permissions.md'));
      expect(namesIn(browser, explained)).toEqual(permissionsOf(browser));
      expect(explained.filter((one) => one.text === '' || one.text.length > justification)).toEqual([]);
    },
  );

  it('have pictures of the sizes that stores take, none transparent', () => {
    const images = readdirSync(path.join(root, folder, 'images')).sort();
    expect(images).toEqual([
      'connections.png',
      'findings.png',
      'messages.png',
      'state.png',
      'tile.png',
      'timeline.png',
    ]);
    for (const image of images)
      expect(pngHeader(path.join(folder, 'images', image))).toEqual({
        size: image === 'tile.png' ? [440, 280] : [1280, 800],
        alpha: false,
      });
  });

  it('name in the privacy policy every site that is watched from the start', () => {
    const policy = text('privacy-policy.md');
    const hosts = permissionsOf('chrome').flatMap(
      (name) => /^http:\/\/(?:\*\.)?([^*/]+)\/\*$/.exec(name)?.[1] ?? [],
    );
    expect(hosts).toHaveLength(3);
    expect(hosts.filter((host) => !policy.includes(`\`${host}\``))).toEqual([]);
  });

  it('lead reviewers to the demo and to the sources', () => {
    const notes = text('review-notes.txt');
    for (const command of ['npm ci', 'npm start', 'npm run package']) expect(notes).toContain(command);
  });
});
