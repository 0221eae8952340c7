// A browser starts in seconds on a busy machine, and what is computed there takes ten times as long; a test
// that hangs fails by what it waits for.
jest.setTimeout(60_000);
