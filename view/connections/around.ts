import type { Mark } from '../../src/capture/rows/row-types';
import type { Finding } from '../../src/findings/types';
import type { TabNames } from '../../src/shown/tab-names';
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
  readonly tabs: TabNames;
  /** The most severe first. */
  readonly findings: readonly Finding[];
  openFinding(mark: Pick<Mark, 'id'>): void;
}
