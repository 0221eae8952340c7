/** Keeps the page's thread for so many milliseconds, as a long task does. */
export function work(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
