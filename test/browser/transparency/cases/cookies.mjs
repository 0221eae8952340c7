/** document.cookie and cookieStore: what is written, converted and refused. */
export const cookies = {
  'document.cookie is written and read': (t) => {
    document.cookie = 'plain=1; path=/; max-age=60';
    document.cookie = 'second = 2 ; max-age=60';
    const seen = document.cookie.includes('plain=1');
    document.cookie = 'plain=; path=/; max-age=0';
    document.cookie = 'second=; max-age=0';
    return [seen, document.cookie.includes('plain'), t.attempt(() => (document.cookie = ''))];
  },
  'what is written becomes text once': (t) => {
    const log = [];
    document.cookie = t.text('text=3', log);
    const had = document.cookie.includes('text=3');
    document.cookie = 'text=; max-age=0';
    return [
      had,
      log,
      ...[null, undefined, 5, true, Symbol('no'), [], {}].map((value) =>
        t.attempt(() => {
          document.cookie = value;
          return 'written';
        }),
      ),
      t.attempt(() => {
        document.cookie = {
          toString() {
            throw new RangeError('on purpose');
          },
        };
      }),
    ];
  },
  'the accessor is where it was, and refuses what is no document': (t) => {
    const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(
      Document.prototype,
      'cookie',
    );
    return [
      get.name,
      set.name,
      set.length,
      enumerable,
      configurable,
      String(set),
      t.attempt(() => set.call({}, 'a=b')),
      t.attempt(() => set.call(document)),
      Reflect.set(document, 'cookie', 'reflected=1; max-age=0'),
    ];
  },
  'cookieStore sets, gets and deletes': async (t) => {
    if (!self.cookieStore) return 'no cookieStore';
    const log = [];
    return [
      await t.settle(cookieStore.set('stored', 'a')),
      (await cookieStore.get('stored'))?.value,
      await t.settle(cookieStore.set(t.getters({ name: 'stored', value: 'b', path: '/' }, log))),
      await t.settle(cookieStore.set(t.text('stored', log), t.text('c', log))),
      await t.settle(cookieStore.delete(t.getters({ name: 'stored' }, log))),
      await t.settle(cookieStore.delete('stored')),
      await t.settle(cookieStore.delete(t.text('stored', log))),
      log,
    ];
  },
  'cookieStore refuses what it refuses': async (t) => {
    if (!self.cookieStore) return 'no cookieStore';
    const calls = [
      () => cookieStore.set(),
      () => cookieStore.set('name'),
      () => cookieStore.set({}),
      () => cookieStore.set({ name: 'a' }),
      () => cookieStore.set('a=b', 'c'),
      () => cookieStore.set('a', 'b;c'),
      () => cookieStore.set(Symbol('a'), 'b'),
      () => cookieStore.delete(),
      () => cookieStore.delete({}),
      () => cookieStore.delete(null),
      () => CookieStore.prototype.set.call({}, 'a', 'b'),
    ];
    const outcomes = [];
    for (const call of calls) {
      const result = t.attempt(call);
      outcomes.push(result.threw ? result : await t.settle(result.returned));
    }
    return [outcomes, cookieStore.set.length, cookieStore.delete.length, String(cookieStore.set)];
  },
};
