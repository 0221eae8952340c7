import type { CaptureClient, Question } from '../../src/capture/types';
import { createAsker } from './answers';

/** A capture that answers at once, and counts what it is asked. */
function counting() {
  const asked: Question[] = [];
  const heard = new Set<(version: number) => void>();
  const capture: CaptureClient = {
    ask(question) {
      asked.push(question);
      return Promise.resolve(undefined as never);
    },
    version: () => 1,
    onVersion(hear) {
      heard.add(hear);
      return () => {
        heard.delete(hear);
      };
    },
    pause: () => undefined,
    close: () => undefined,
  };
  async function newVersion(): Promise<void> {
    for (const hear of heard) hear(2);
    await jest.advanceTimersByTimeAsync(0);
  }
  return { asked, capture, newVersion };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('the same is asked again a few times a second, however many versions come, and of the last one too', async () => {
  const { asked, capture, newVersion } = counting();
  const asker = createAsker(capture, () => undefined, 250);
  asker.ask({ ask: 'status' });
  await jest.advanceTimersByTimeAsync(0);
  for (let frame = 0; frame < 60; frame += 1) {
    await newVersion();
    await jest.advanceTimersByTimeAsync(16);
  }
  expect(asked.length).toBeGreaterThanOrEqual(4);
  expect(asked.length).toBeLessThanOrEqual(5);
  const before = asked.length;
  await newVersion();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(asked.length).toBe(before + 1);
});

test('after a rest a version is asked for at once, and so is another question', async () => {
  const { asked, capture, newVersion } = counting();
  const asker = createAsker(capture, () => undefined, 250);
  asker.ask({ ask: 'status' });
  await jest.advanceTimersByTimeAsync(300);
  await newVersion();
  expect(asked.length).toBe(2);
  asker.ask({ ask: 'status' });
  expect(asked.length).toBe(3);
});

test('nothing is asked any more once it has ended', async () => {
  const { asked, capture, newVersion } = counting();
  const asker = createAsker(capture, () => undefined, 250);
  asker.ask({ ask: 'status' });
  await jest.advanceTimersByTimeAsync(0);
  await newVersion();
  asker.end();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(asked.length).toBe(1);
});
