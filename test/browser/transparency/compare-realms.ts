import { describeRealm } from './realm';
import type { Setting } from './setting';

/** Compares all that can be reached from the global object. */
export function compareRealms(current: () => Setting): void {
  it('has every global, prototype, descriptor, name, length and source text alike', async () => {
    const { pages, pair } = current();
    const [watched, bare] = await Promise.all(pages.map((page) => page.evaluate(describeRealm)));
    expect(Object.keys(bare ?? {}).length).toBeGreaterThan(5_000);
    if (pair.keysKeepOrder) expect(watched).toEqual(bare);
    else expect(withoutOrder(watched ?? {})).toEqual(withoutOrder(bare ?? {}));
  });
}

type Realm = ReturnType<typeof describeRealm>;

function withoutOrder(realm: Realm): Realm {
  return Object.fromEntries(
    Object.entries(realm).map(([path, text]) => [
      path,
      path.endsWith(' (keys in order)') ? text.split(',').sort().join() : text,
    ]),
  );
}
