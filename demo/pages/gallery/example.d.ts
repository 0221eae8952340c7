/** What an example's page is given. */
export interface Page {
  /** This is the twin that does it right. */
  readonly right: boolean;
  /** Whether the query has this word. */
  has(word: string): boolean;
  /** A button; what its action throws is shown. */
  button(id: string, text: string, action: () => unknown): void;
  log(text: string): void;
}

/** One way to lose a message, and the same done right. */
export interface Example {
  readonly code: string;
  readonly title: string;
  readonly todo: string;
  readonly see: string;
  readonly right: string;
  /** It needs what the demo's server does: relays, streams, headers, a second name. */
  readonly needsServer?: true;
  /** The parser has to wait so many milliseconds for the page's last script. */
  readonly slowMs?: number;
  /** Queries of the tabs to open, in order. */
  readonly tabs: readonly string[];
  /** Of the twin, where they differ. */
  readonly rightTabs?: readonly string[];
  /** The page is ready when it returns, or its promise settles. */
  readonly run: (page: Page) => void | Promise<void>;
}
