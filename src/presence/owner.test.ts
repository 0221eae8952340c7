import { isOpaqueOf, ownerOf } from './owner';

const site = 'http://a.test';
const top = 'http://top.test';

describe('the owner of a document', () => {
  it.each([
    ['its own origin', { origin: site, url: `${site}/`, topOrigin: top }, top, site],
    [
      'that of its address if it is sandboxed',
      { origin: 'null', url: `${site}/x`, topOrigin: top },
      top,
      site,
    ],
    [
      'that around it if it has no address either',
      { origin: 'null', url: 'about:srcdoc', topOrigin: top },
      site,
      site,
    ],
    [
      'that of its tab where the nearest is not known',
      { origin: 'null', url: 'data:,', topOrigin: top },
      '',
      top,
    ],
    ['nobody where nothing is known', { origin: 'null', url: 'data:,', topOrigin: '' }, 'null', 'null'],
  ])('is %s', (_, context, within, owner) => {
    expect(ownerOf(context, within)).toBe(owner);
  });
});

describe('a document without an origin', () => {
  it('is cleared with the site of its tab, and with that of its address', () => {
    const sandboxed = { origin: 'null', url: `${site}/x`, topOrigin: top };
    expect([isOpaqueOf(sandboxed, site), isOpaqueOf(sandboxed, top)]).toEqual([true, true]);
    expect(isOpaqueOf(sandboxed, 'http://b.test')).toBe(false);
    expect(isOpaqueOf({ ...sandboxed, origin: site }, top)).toBe(false);
  });
});
