import { median, openTimed, short } from './timed-page.mjs';

const rounds = Number(process.env.TABSHARK_ROUNDS ?? 11);
/** Frames of /frames (browser.mjs). */
export const frames = 10;
const settles = 300;

/**
 * Milliseconds of CPU of a new page's main thread until it is loaded, and what each frame of it adds; watched
 * and unwatched.
 */
export async function measurePageLoad(bench) {
  const result = {};
  for (const kind of ['native', 'watched']) result[kind] = { empty: [], framed: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const kind of round % 2 ? ['watched', 'native'] : ['native', 'watched']) {
      for (const [name, path] of Object.entries({ empty: '/', framed: '/frames' })) {
        const { page, threadMicros } = await openTimed(bench, `${bench[kind]}${path}`);
        await new Promise((resolve) => setTimeout(resolve, settles));
        // The first round fills caches.
        if (round > 0) result[kind][name].push((await threadMicros()) / 1_000);
        await page.close();
      }
    }
  }
  const { native, watched } = result;
  const added = (name) => median(watched[name]) - median(native[name]);
  return {
    emptyPage: {
      nativeMs: short(median(native.empty)),
      watchedMs: short(median(watched.empty)),
      addedMs: short(added('empty')),
    },
    aFrameMore: { addedMs: short((added('framed') - added('empty')) / frames) },
  };
}
