import type { Mark } from '../../src/capture/types';
import type { NameOf } from '../state/names';

/** What the parts of the board need of the whole. */
export interface Around {
  readonly nameOf: NameOf;
  /** Until when what lasts has lasted. */
  readonly until: number;
  /** The highest bar. */
  readonly most: number;
  /** Documents, of which those that are not on a channel are shown faintly; empty where they are too many. */
  readonly documents: readonly string[];
  openFinding(mark: Mark): void;
}
