/**
 * Arguments with which a Chromium started by us asks nothing of the network or the user; as root it can not
 * have its sandbox.
 */
export function browserArguments() {
  return [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
