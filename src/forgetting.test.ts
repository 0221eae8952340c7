import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPassingDocuments } from '../test/support/passing-documents';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

it('keeps nothing of documents that came, went and were forgotten, however many there were', () => {
  const documents = createPassingDocuments();
  // So many that every detector has what it keeps at most.
  documents.pass(2_200);
  const before = heap();
  documents.pass(1_200);
  expect(heap() - before).toBeLessThan(1.5);
});
