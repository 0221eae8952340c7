/**
 * Where what should not have happened is told: the background's console, which the browser's page of
 * extensions opens.
 */
export function report(error: unknown): void {
  console.error('Tabshark:', error);
}
