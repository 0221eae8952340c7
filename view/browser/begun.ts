/** What view/first.ts has begun before the page's own script runs. */
export interface Begun {
  /** The worker of the captures. */
  readonly worker: Worker;
  /** The origin of its capture 1, which is opened already; null where the address names none. */
  readonly origin: string | null;
  /** What it said, or went wrong, before anybody listened. */
  readonly missed: Event[];
}

declare global {
  interface Window {
    begun?: Begun;
  }
}
