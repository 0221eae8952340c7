// A browser starts in seconds on a busy machine; a test that hangs fails by what it waits for.
jest.setTimeout(60_000);
// On such a machine a browser may still be late: what fails is told, and tried once more. What fails twice is broken.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
