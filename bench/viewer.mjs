import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { committedOf } from './committed.mjs';
import { fillStore } from './fill-store.mjs';
import { profiled } from './profile.mjs';
import { median, openTimed, short } from './timed-page.mjs';
import { noteAnswers, noteFirsts, noteFrames, noteKeys, noteRowsOf } from './watch-viewer.mjs';

/**
 * Records that are stored before viewers open, that come in a second while one is open, and that are held
 * when it filters.
 */
const stored = Number(process.env.TABSHARK_STORED ?? 200_000);
const rate = Number(process.env.TABSHARK_RATE ?? 5_000);
const filtered = Number(process.env.TABSHARK_FILTERED ?? 299_000);
const seconds = 10;
const openings = Number(process.env.TABSHARK_OPENINGS ?? 7);
/** Milliseconds between two bursts of writes, and between two keys. */
const beat = 100;
const typing = 60;
/** A filter, then what is typed behind it, which narrows it; and the text that all rows hold then. */
const typed = [
  ['filter', 'key:key-4', 'key-4'],
  ['narrowed filter', '2', 'key-42'],
];

/**
 * A viewer of a site with many records: its first frame and first rows beside those of an extension page with
 * one word, and CPU of its main thread until it has read all; then, while records come, that CPU a second and
 * a frame; then a filter over all that it can hold.
 */
export async function measureViewer(bench) {
  const base = `chrome-extension://${bench.extensionId}`;
  await writeFile(path.join(bench.extension, 'blank.html'), '<!doctype html><title>blank</title><p>blank');
  const reader = await bench.open(`${base}/manifest.json`);
  const began = performance.now();
  await fillStore(reader, bench.watched, stored);
  const filling = performance.now() - began;

  const url = `${base}/popup/popup.html?origin=${encodeURIComponent(bench.watched)}`;
  const blanks = [];
  const viewers = [];
  let viewer;
  for (let round = 0; round < openings; round += 1) {
    blanks.push(await openingOf(bench, `${base}/blank.html`, () => true));
    await viewer?.page.close();
    viewer = await openingOf(bench, url, hasReadAll);
    viewers.push(viewer);
    await blanks.at(-1).page.close();
  }
  const blank = median(blanks.map(({ frame }) => frame));
  const frame = median(viewers.map((one) => one.frame));
  const rows = median(viewers.map((one) => one.rows));

  const page = await bench.open(`${bench.watched}/writer`);
  const live = await whileRecordsCome(viewer, page);
  let done = rate * seconds;
  for (; stored + done + rate <= filtered; done += rate) await page.evaluate(...writing(rate));
  while ((await committedOf(reader, bench.watched)) < stored + done) await wait(200);
  await wait(3_000);
  const filter = await whileTyping(viewer.page, '');
  const whileLive = page.evaluate(...writing(rate * 4));
  const liveFilter = await whileTyping(viewer.page, 'live, ');
  await whileLive;
  await Promise.all([reader.close(), page.close(), viewer.page.close()]);
  return {
    'stored records': stored,
    'filling the store, ms': short(filling),
    'blank page, first frame, ms': short(blank),
    'first frame, ms': short(frame),
    'first frame, × blank': short(frame / blank),
    'first rows, ms': short(rows),
    'first rows, × blank': short(rows / blank),
    'the longest of the openings, ms': short(Math.max(...viewers.map((one) => one.rows))),
    'all read and analysed, ms': short(median(viewers.map(({ all }) => all))),
    'opening and reading all, CPU ms': short(median(viewers.map(({ cpu }) => cpu)) / 1_000),
    ...live,
    ...filter,
    ...liveFilter,
  };
}

async function openingOf(bench, url, isRead) {
  const timed = await openTimed(bench, 'about:blank');
  await timed.page.setViewport({ width: 1_280, height: 800 });
  await timed.page.evaluateOnNewDocument(noteFirsts);
  await timed.page.evaluateOnNewDocument(noteAnswers);
  await timed.page.evaluateOnNewDocument(noteFrames);
  const began = performance.now();
  const cpu = await timed.cpuOf(async () => {
    await timed.page.goto(url);
    await timed.page.waitForFunction(isRead, { timeout: 120_000, polling: 100 });
  }, 500);
  const all = performance.now() - began - 500;
  return { ...timed, cpu, all, ...(await timed.page.evaluate(() => globalThis.benchFirsts)) };
}

/** Runs in the viewer. */
function hasReadAll() {
  return document.querySelector('.row.exchange') !== null && document.querySelector('.waits') === null;
}

async function whileRecordsCome(viewer, page) {
  await viewer.page.evaluate(() => {
    globalThis.benchAnswers.length = 0;
    globalThis.benchFrames.clear();
    globalThis.benchLongest = 0;
  });
  const work = () => page.evaluate(...writing(rate * seconds));
  const micros = process.env.TABSHARK_PROFILE ? await profiles(viewer, work) : await viewer.cpuOf(work, 0);
  const { answers, frames, longest } = await viewer.page.evaluate(() => ({
    answers: [...globalThis.benchAnswers].sort((a, b) => a - b),
    frames: globalThis.benchFrames.size,
    longest: globalThis.benchLongest,
  }));
  const at = (part) => short(answers[Math.min(answers.length - 1, Math.floor(answers.length * part))] ?? 0);
  return {
    [`${rate} records a second, CPU ms a second`]: short(micros / 1_000 / seconds),
    'meanwhile frames a second': short(frames / seconds),
    'meanwhile CPU ms a frame': short(micros / 1_000 / frames),
    // 0: none was longer than 50 milliseconds.
    'meanwhile the longest task, ms': short(longest),
    'meanwhile questions a second': short(answers.length / seconds),
    'meanwhile a question answered, p50, ms': at(0.5),
    'meanwhile a question answered, p95, ms': at(0.95),
    'meanwhile a question answered, longest, ms': at(1),
  };
}

/** Prints what takes the time of the page's main thread and of its worker. */
async function profiles(viewer, work) {
  const session = await viewer.page.createCDPSession();
  let micros = 0;
  let main = {};
  const worker = await profiled(viewer.page.workers()[0].client, async () => {
    main = await profiled(session, async () => {
      micros = await viewer.cpuOf(work, 0);
    });
  });
  console.table(main);
  console.table(worker);
  return micros;
}

/** Types a filter key by key: how long a key takes to be painted, and the first rows after the last one. */
async function whileTyping(page, prefix) {
  await page.evaluate(noteKeys);
  await page.focus('input.filter');
  const result = {};
  for (const [name, keys, text] of typed) {
    await page.evaluate(noteRowsOf, text, keys.at(-1));
    for (const key of keys) {
      await page.keyboard.type(key);
      await wait(typing);
    }
    const took = await page.waitForFunction(() => globalThis.benchRowsAfter, { timeout: 30_000 });
    result[`${prefix}${name}, first rows, ms`] = short(await took.jsonValue());
    await page.waitForFunction(() => globalThis.benchAllAfter, { timeout: 60_000 });
    result[`${prefix}${name}, all, ms`] = short(await page.evaluate(() => globalThis.benchAllAfter));
  }
  const { held, keys } = await page.evaluate(() => ({
    held: document.querySelector('.view-messages .number')?.textContent ?? '',
    keys: globalThis.benchKeys,
  }));
  await page.keyboard.press('Escape');
  await wait(1_000);
  return {
    [`${prefix}messages held`]: held,
    ...result,
    [`${prefix}the longest key until it is painted, ms`]: short(Math.max(...keys, 0)),
  };
}

function writing(count) {
  return [writeAtRate, count, beat, (rate * beat) / 1_000];
}

/** Runs in a page: so many writes, some each so many milliseconds. */
async function writeAtRate(count, every, each) {
  const start = performance.now();
  for (let done = 0, beats = 1; done < count; beats += 1) {
    for (const end = Math.min(count, done + each); done < end; done += 1)
      localStorage.setItem(`key-${done % 50}`, `{"value":${done},"by":"bench"}`);
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, start + beats * every - performance.now())),
    );
  }
}

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
