import type { ToContent } from '../src/protocol/background';
import { createOrders, type Orders } from './orders';

describe('orders to documents', () => {
  let said: { readonly port: string; readonly message: ToContent }[];
  let orders: Orders<string>;

  beforeEach(() => {
    jest.useFakeTimers();
    said = [];
    orders = createOrders((port, message) => {
      said.push({ port, message });
    });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('go to one document and name it, each with an id of its own', () => {
    void orders.give('first', 'a', { type: 'has', object: 3 });
    void orders.give('second', 'b', { type: 'stop' });
    expect(said).toEqual([
      { port: 'first', message: { type: 'order', id: 1, context: 'a', order: { type: 'has', object: 3 } } },
      { port: 'second', message: { type: 'order', id: 2, context: 'b', order: { type: 'stop' } } },
    ]);
  });

  it('are answered by that document alone, in any order', async () => {
    const first = orders.give('first', 'a', { type: 'has', object: 3 });
    const second = orders.give('second', 'b', { type: 'has', object: 3 });
    orders.answered('first', 2, false);
    orders.answered('second', 2, true);
    orders.answered('first', 1, false);
    expect(await Promise.all([first, second])).toEqual([false, true]);
  });

  it('are not done where the document goes away, and those of others wait on', async () => {
    const gone = orders.give('first', 'a', { type: 'stop' });
    const other = orders.give('second', 'b', { type: 'stop' });
    orders.lost('first');
    expect(await gone).toBe(false);
    orders.answered('second', 2, true);
    expect(await other).toBe(true);
  });

  it('are not waited for without end', async () => {
    const order = orders.give('frozen', 'a', { type: 'stop' });
    jest.runAllTimers();
    expect(await order).toBe(false);
    orders.answered('frozen', 1, true);
    expect(jest.getTimerCount()).toBe(0);
  });
});
