import { randomBytes } from 'node:crypto';
import { seal } from '../src/sealing/seal';
import { maxSealed, openLeftover } from './sealed-leftover';

const secret = randomBytes(32);
const batch = { first: 3, count: 2, parts: ['["ä",2]'] };

function sealed(text: string, key: Buffer = secret): string {
  return Buffer.from(seal(key, randomBytes(12), Buffer.from(text))).toString('base64');
}

describe('something left behind', () => {
  it('is a batch that the document’s secret opens', () => {
    expect(openLeftover(sealed(JSON.stringify(batch)), secret.toString('hex'))).toEqual(batch);
  });

  it.each([
    ['sealed with another secret', sealed(JSON.stringify(batch), randomBytes(32))],
    ['not sealed', JSON.stringify(batch)],
    ['as it was left before it was sealed', batch],
    ['no batch', sealed('{"first":0}')],
    ['no JSON', sealed('left')],
    ['more than its parts hold', sealed(JSON.stringify({ ...batch, count: 1_000_000 }))],
    ['too large', 'A'.repeat(maxSealed + 4)],
    ['empty', ''],
    ['no text', null],
  ])('is not taken if it is %s', (_, value) => {
    expect(openLeftover(value, secret.toString('hex'))).toBeUndefined();
  });
});
