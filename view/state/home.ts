/** Where a viewer is shown, and what differs by that. */
export interface Home {
  readonly kind: 'popup' | 'page' | 'side' | 'panel' | 'file';
  /** A file dialogue would close the popup. */
  readonly opensFiles: boolean;
  /** Its address holds what is looked at, so that a reload shows the same. */
  readonly keepsAddress: boolean;
  /** The tab that it was opened for, as browser.tabs numbers it: it is marked. */
  readonly tab?: number | undefined;
}
