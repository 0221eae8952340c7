import type { Page } from 'puppeteer-core';
import type { FindingCode } from '../../../src/findings/types';
import type { Page as Served } from '../harness/site';

/** A situation that people needed long to understand, rebuilt: the pages are in the folder of this name. */
export interface ReportCase {
  readonly name: string;
  /** What is wrong with the pages, for docs/verdicts.md. */
  readonly wrong: string;
  /** What must be said, the first of it first. */
  readonly says: readonly FindingCode[];
  /** What would be wrong to say, or idle. */
  readonly never: readonly FindingCode[];
  /** Pages that are no files, by path. */
  readonly pages?: { readonly [path: string]: Served };
  play(tabs: Tabs): Promise<void>;
}

/** The windows of one case. */
export interface Tabs {
  /** A new one at that path. */
  open(path: string): Promise<Page>;
  close(page: Page): Promise<void>;
  /** Waits until something holds in a page; `expression` runs there. */
  until(page: Page, expression: string): Promise<void>;
}
