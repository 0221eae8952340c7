import { isDeepStrictEqual } from 'node:util';

/** As `toEqual`, for thousands of comparisons: the slow one of Jest is asked only where something differs. */
export function expectSame(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}
