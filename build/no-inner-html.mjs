import { readFile } from 'node:fs/promises';

/**
 * Preact's only ways to innerHTML, for dangerouslySetInnerHTML, are cut out: no code path of ours leads
 * there.
 */
export const noInnerHtml = {
  name: 'no-inner-html',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]preact[\\/]dist[\\/]preact\.(mjs|module\.js|min\.mjs|min\.module\.js)$/ },
      async ({ path: file }) => {
        const source = await readFile(file, 'utf8');
        if (!source.includes('innerHTML'))
          throw new Error(`${file}: no innerHTML to cut; is the plugin still needed?`);
        return { contents: source.replace(/\.innerHTML\b/g, '.textContent'), loader: 'js' };
      },
    );
  },
};
