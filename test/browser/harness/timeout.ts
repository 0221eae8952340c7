// A browser starts in seconds on a busy machine; a test that hangs fails by what it waits for.
jest.setTimeout(60_000);
