/** What the harness throws where it waited in vain, and what Puppeteer and Jest throw. */
const timeOut =
  /^(?:TimedOut: |TimeoutError: |ProtocolError: .*timed out|(?:Error: )?(?:thrown: ")?Exceeded timeout of )/;

/**
 * Whether a browser was only late: each failure of the file is a time-out of the harness, none a failed
 * expectation. `result` is one of `testResults` in Jest's JSON report.
 */
export function wasLate({ assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  return failed.length > 0 && failed.every(({ failureMessages }) => failureMessages.every(isTimeOut));
}

function isTimeOut(message) {
  return timeOut.test(message);
}
