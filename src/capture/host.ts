/** What a capture needs of the world around it: a clock, and room for others between two pieces of work. */
export interface Host {
  /** Milliseconds since any moment. */
  clock(): number;
  /** Lets the browser paint, take input or receive messages. */
  breathe(): Promise<void>;
  /** Settles after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** For Node and tests: everything at once. */
export const atOnce: Host = {
  clock: () => 0,
  breathe: () => Promise.resolve(),
  wait: () => Promise.resolve(),
};
