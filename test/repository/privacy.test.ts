import { contentOf } from './files';

/** The permissions of a build's manifest: `npm run build` makes it. */
function permissionsOf(browser: 'chrome' | 'firefox'): string[] {
  const manifest = JSON.parse(contentOf(`dist/${browser}/manifest.json`)) as {
    readonly permissions: readonly string[];
    readonly host_permissions: readonly string[];
    readonly optional_permissions?: readonly string[];
    readonly optional_host_permissions: readonly string[];
  };
  return [
    ...manifest.permissions,
    ...manifest.host_permissions,
    ...(manifest.optional_permissions ?? []),
    ...manifest.optional_host_permissions,
  ].sort();
}

interface Explained {
  readonly name: string;
  readonly onlyInChromium: boolean;
  readonly text: string;
}

/** Every permission that a heading of docs/privacy.md names, with what is told below it; headings in a row share that. */
function explained(): Explained[] {
  const sections = [
    ...contentOf('docs/privacy.md').matchAll(/((?:^### `.*\n\n)+)((?!#)[^]*?)(?=^#|(?![^]))/gm),
  ];
  return sections.flatMap(([, headings = '', text = '']) =>
    headings
      .trim()
      .split(/\n+/)
      .flatMap((heading) => permissionsIn(heading, text)),
  );
}

function permissionsIn(heading: string, text: string): Explained[] {
  return [...heading.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({
    name,
    onlyInChromium: heading.endsWith('(Chromium only)'),
    text,
  }));
}

describe('docs/privacy.md', () => {
  it('explains every permission of the Chromium build, and no other', () => {
    const names = explained().map(({ name }) => name);
    expect(names.sort()).toEqual(permissionsOf('chrome'));
  });

  it('explains every permission of the Firefox build, and says which are not in it', () => {
    const names = explained().flatMap(({ name, onlyInChromium }) => (onlyInChromium ? [] : name));
    expect(names.sort()).toEqual(permissionsOf('firefox'));
  });

  it('says of each what would not work without it', () => {
    expect(explained().filter(({ text }) => !/^Without it: /m.test(text))).toEqual([]);
  });
});
