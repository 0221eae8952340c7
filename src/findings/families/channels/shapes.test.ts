import { previewOfJson } from '../../../record/json-preview';
import type { Preview } from '../../../record/preview';
import { scenario } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

const news = ['broadcast-channel', 'news'] as const;

function object(value: object): Preview {
  return previewOfJson(JSON.stringify(value)) ?? null;
}

/** What two tabs send, each in its turn. */
function found(ofA: readonly Preview[], ofB: readonly Preview[]): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) {
    one.open(...news);
    one.listenOn(...news);
  }
  for (const data of ofA) a.send(...news, data);
  for (const data of ofB) b.send(...news, data);
  on.wait(5_000);
  a.live('hidden');
  return on.findings().filter(({ code }) => code === 'H2');
}

const saved = object({ type: 'saved', id: 1 });

describe('two shapes on one channel', () => {
  it.each<[string, Preview, Preview]>([
    ['an object and the same as JSON', saved, '{"type":"saved","id":2}'],
    ['a wrapped object and a bare one', object({ time: 1, token: 'x', data: { id: 1 } }), object({ id: 2 })],
    ['a wrapped text and a bare one', object({ time: 1, token: 'x', data: 'hello' }), 'hello'],
  ])('are a warning: %s', (_, one, other) => {
    expect(found([one, one], [other])).toMatchObject([{ severity: 'warning', confidence: 'likely' }]);
    expect(found([other], [one])).toHaveLength(1);
  });

  it('are a note where both say that they are of one sort', () => {
    const other = object({ type: 'saved', key: 'a' });
    expect(found([saved], [other])).toMatchObject([
      {
        severity: 'info',
        values: ['news', { context: 'b' }, { context: 'a' }, '{key, type: saved}', '{id, type: saved}'],
      },
    ]);
  });

  it('are a warning where one sort is spelled in two ways', () => {
    const other = object({ type: 'SAVED', id: 2 });
    expect(found([saved], [other])).toMatchObject([{ severity: 'warning' }]);
  });

  it('are a note where the field that names the sort differs, and the sort is the same', () => {
    const [one, other] = [object({ action: 'set', state: 1 }), object({ type: 'SET_STATE', payload: 2 })];
    expect(found([one], [other])).toMatchObject([{ severity: 'info' }]);
  });

  it.each<[string, readonly Preview[], readonly Preview[]]>([
    [
      'commands in one field and news in another',
      [object({ cmd: 'play', track: 1 })],
      [object({ event: 'progress', at: 2 })],
    ],
    ['questions and answers', [object({ ask: 'who' })], [object({ here: 'b', since: 1 })]],
    ['words and objects', ['ping', 'ping'], [saved]],
    ['a field that may be missing', [saved], [object({ type: 'saved', id: 1, by: 'ann' })]],
    ['several sorts of messages', [saved], [object({ type: 'opened', path: '/' })]],
    ['a sender who knows both', [saved], [saved, '{"type":"saved","id":2}']],
    ['numbers and texts', [1, 2], ['one']],
  ])('are no finding: %s', (_, ofA, ofB) => {
    expect(found(ofA, ofB)).toEqual([]);
  });
});
