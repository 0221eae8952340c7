import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { load } from './load.mjs';
import { createTraffic } from './traffic.mjs';
import { median, openTimed, short } from './timed-page.mjs';

/** As many as a viewer holds, nearly: each message is a write and its event. */
const records = Number(process.env.TABSHARK_HELD ?? 280_000);
const frames = 120;
/** Parts of the time that are in view: nearly all, and so little that arrows are told apart. */
const parts = { 'nearly all': 0.8, arrows: 0.005 };

/**
 * The timeline over a capture that fills a viewer, from a file: the longest task while it opens, and
 * milliseconds of CPU of the main thread for each frame of a pan, with what is asked and answered meanwhile.
 */
export async function measureTimeline(bench) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tabshark-bench-'));
  const { page, cpuOf, threadMicros } = await openTimed(
    bench,
    `chrome-extension://${bench.extensionId}/popup/popup.html`,
  );
  try {
    const file = path.join(folder, 'capture.ndjson');
    await writeFile(file, await captureText());
    await page.setViewport({ width: 1_280, height: 800 });
    const chooser = await page.waitForSelector('input[type=file]');
    await chooser.uploadFile(file);
    await page.waitForSelector('.notice.imported', { timeout: 300_000 });
    await page.waitForFunction(() => document.querySelectorAll('.row.exchange').length > 10, {
      timeout: 300_000,
    });
    const rests = () => restful(page, threadMicros);
    await rests();
    const openings = [];
    for (let round = 0; round < 5; round += 1) {
      await page.click('.view-messages');
      await rests();
      openings.push(await longestTask(page, rests, () => page.click('.view-timeline')));
    }
    const result = {
      messages: records / 2,
      // 0: none was longer than 50 milliseconds.
      'opening, longest task, ms': short(median(openings)),
      'the longest of five openings, ms': short(Math.max(...openings)),
    };
    for (const [name, part] of Object.entries(parts)) {
      await show(page, rests, part);
      const micros = [];
      for (let round = 0; round < 3; round += 1) micros.push(await cpuOf(() => pan(page), 0));
      result[`pan, ${name}, CPU ms a frame`] = short(median(micros) / 1_000 / frames);
    }
    return result;
  } finally {
    await page.close();
    await rm(folder, { recursive: true });
  }
}

async function captureText() {
  const { captureLines } = await load('src/file/save.ts');
  const traffic = createTraffic('two tabs');
  const all = [];
  while (all.length < records) for (const record of traffic.batch(5_000)) all.push(record);
  const parts = { extension: '0', until: null, neighbours: [], contexts: traffic.contexts, records: all };
  return [...captureLines(parts)].join('');
}

/** Until the worker has analysed the whole, and the main thread has had nothing to do for two seconds. */
async function restful(page, threadMicros) {
  await page.waitForFunction(() => !document.querySelector('.waits'), { timeout: 300_000 });
  for (let quiet = 0; quiet < 2;) {
    const before = await threadMicros();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    quiet = (await threadMicros()) - before < 30_000 ? quiet + 1 : 0;
  }
}

async function longestTask(page, rests, act) {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask' });
  });
  await act();
  await page.waitForSelector('.timeline[data-complete=true]');
  await rests();
  return page.evaluate(() => window.longest);
}

/** Zooms by the wheel, as a person does, until that part of the time is in view. */
async function show(page, rests, part) {
  await page.focus('.timeline');
  await page.keyboard.press('0');
  await rests();
  await page.evaluate(async (wanted) => {
    const timeline = document.querySelector('.timeline');
    const canvas = timeline.querySelector('canvas');
    const length = () => Number(timeline.dataset.to) - Number(timeline.dataset.from);
    const goal = length() * wanted;
    while (length() > goal) {
      const { left, top, width } = canvas.getBoundingClientRect();
      canvas.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: -60,
          clientX: left + width / 2,
          clientY: top + 50,
          cancelable: true,
        }),
      );
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  }, part);
  await rests();
}

/** Eight pixels a frame to the right and back. */
function pan(page) {
  return page.evaluate(async (count) => {
    const canvas = document.querySelector('.timeline canvas');
    for (let frame = 0; frame < count; frame += 1) {
      const deltaX = frame < count / 2 ? 8 : -8;
      canvas.dispatchEvent(new WheelEvent('wheel', { deltaX, cancelable: true }));
      await new Promise(requestAnimationFrame);
    }
  }, frames);
}
