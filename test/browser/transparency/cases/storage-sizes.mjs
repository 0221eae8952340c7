/** Storage filled to its bound, and written to very often. */
export const storageSizes = {
  'a value too large throws a quota error and changes nothing': (t) => {
    localStorage.setItem('large', 'before');
    const thrown = t.attempt(() => localStorage.setItem('large', 'x'.repeat(6_000_000)));
    const { threw } = thrown;
    return [
      thrown,
      Object.keys(threw),
      threw.quota,
      threw.requested,
      Object.prototype.toString.call(threw),
      threw instanceof DOMException,
      threw.stack?.split('\n')[0].slice(0, 60) === '' ? '' : String(threw),
      localStorage.getItem('large'),
      localStorage.length,
    ];
  },
  'a key too large throws as well': (t) => t.attempt(() => localStorage.setItem('k'.repeat(6_000_000), 'v')),
  'what fits exactly fits': (t) => {
    const half = 'x'.repeat(2_000_000);
    return [
      t.attempt(() => localStorage.setItem('a', half)),
      t.attempt(() => localStorage.setItem('b', half)),
      t.attempt(() => localStorage.setItem('c', half)),
      localStorage.length,
    ];
  },
  'a value of a megabyte comes back whole': () => {
    localStorage.setItem('long', 'abc\u{1f600}'.repeat(200_000));
    const back = localStorage.getItem('long');
    return [back.length, back.slice(-5), back === 'abc\u{1f600}'.repeat(200_000)];
  },
  'a thousand writes in a row all hold': () => {
    for (let index = 0; index < 1_000; index += 1)
      localStorage.setItem(`key ${index % 50}`, `value ${index}`);
    return [localStorage.length, localStorage.getItem('key 7'), localStorage.getItem('key 49')];
  },
};
