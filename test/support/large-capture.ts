import { headerLine } from '../../src/file/versions';

/**
 * The text of a capture of two tabs, in pieces of 1,000 lines: writes of a shop's page, each with a secret
 * among other things.
 */
export function* largeCapture(records: number): Generator<string> {
  yield `${headerLine('1.0.0', null, [])}\n`;
  for (let from = 0; from < records; from += 1_000)
    yield Array.from({ length: Math.min(1_000, records - from) }, (_, at) => lineOf(from + at)).join('');
}

function lineOf(number: number): string {
  const tab = number % 2;
  const value = {
    item: `shoe ${number % 300}`,
    count: number % 7,
    user: `ann.lee-${number % 900}@example.com`,
  };
  return `${JSON.stringify({
    context: `large-${tab}`,
    seq: (number - tab) / 2,
    type: 'storage-write',
    time: started + number * 10,
    channel: { kind: 'local-storage', name: '' },
    method: 'setItem',
    key: `cart-${number % 40}`,
    oldValue: null,
    newValue: JSON.stringify(value),
    tab,
    frame: 0,
    document: `D${tab}`,
    documentOrigin: 'https://large.example',
    documentUrl: `https://large.example/${tab}`,
    topOrigin: 'https://large.example',
    incognito: false,
    title: `Shop ${tab}`,
    partial: false,
    created: started,
    ended: null,
  })}\n`;
}

const started = Date.UTC(2026, 10, 29);
