import { contentOf } from './files';

/** The permissions of a build's manifest: `npm run build` makes it. */
export function permissionsOf(browser: 'chrome' | 'firefox'): string[] {
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

export interface Explained {
  readonly name: string;
  /** null: in both. */
  readonly onlyIn: 'chrome' | 'firefox' | null;
  readonly text: string;
}

/**
 * Every permission that a heading of a document names, with the text below it; headings in a row share that.
 */
export function explainedIn(document: string): Explained[] {
  const sections = [...contentOf(document).matchAll(/((?:^##+ `.*\n\n)+)((?!#)[^]*?)(?=^#|(?![^]))/gm)];
  return sections.flatMap(([, headings = '', text = '']) =>
    headings
      .trim()
      .split(/\n+/)
      .flatMap((heading) => permissionsIn(heading, text.trim())),
  );
}

function permissionsIn(heading: string, text: string): Explained[] {
  return [...heading.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({
    name,
    onlyIn: browserIn(heading),
    text,
  }));
}

function browserIn(heading: string): Explained['onlyIn'] {
  const [, en, zh] = /\((\w+) only\b[^)]*\)$|（仅 (\w+)[^）]*）$/.exec(heading) ?? [];
  const browser = en ?? zh;
  return browser === undefined ? null : browser === 'Firefox' ? 'firefox' : 'chrome';
}

/** Of those, what a browser's build has. */
export function namesIn(browser: 'chrome' | 'firefox', explained: readonly Explained[]): string[] {
  return explained
    .filter(({ onlyIn }) => onlyIn === null || onlyIn === browser)
    .map(({ name }) => name)
    .sort();
}
