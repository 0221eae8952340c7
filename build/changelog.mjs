const unreleased = '## Unreleased';

/**
 * CHANGELOG.md with what is under Unreleased as a version, and an empty Unreleased above it. `date`:
 * YYYY-MM-DD.
 * @param {string} text
 * @param {string} version
 * @param {string} date
 * @returns {{ text: string, notes: string }} `notes`: what the version changes
 */
export function releaseChangelog(text, version, date) {
  const [before, after, ...more] = text.split(`${unreleased}\n`);
  if (after === undefined || more.length > 0)
    throw new Error(`CHANGELOG.md needs one heading "${unreleased}".`);
  const end = after.search(/^## /m);
  const notes = (end === -1 ? after : after.slice(0, end)).trim();
  if (!/^- /m.test(notes)) throw new Error('CHANGELOG.md has nothing under Unreleased.');
  const earlier = end === -1 ? '' : `\n${after.slice(end)}`;
  return { text: `${before}${unreleased}\n\n## ${version} - ${date}\n\n${notes}\n${earlier}`, notes };
}
