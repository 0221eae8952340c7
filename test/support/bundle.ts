import { build, type Metafile } from 'esbuild';
import path from 'node:path';

/** What a bundle of that entry holds, as the build makes it; nothing is written. */
export async function bundleOf(entry: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: path.join(__dirname, '../..'),
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    platform: entry.startsWith('cli/') ? 'node' : 'browser',
    format: 'esm',
    minifySyntax: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  return metafile;
}
