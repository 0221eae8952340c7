import type { Browser, Page } from 'puppeteer-core';
import type { Stored } from './stored';

export type Prepare = (page: Page) => unknown;

export interface LaunchOptions {
  readonly extension?: boolean;
  /** Where files are put that a page saves. */
  readonly downloads?: string;
  /** Each page in a window of its own, painted though others are opened: always so in Chromium. */
  readonly windows?: boolean;
}

/** A real browser with the built extension, as a test drives it. Names of hosts lead to this machine. */
export interface Driver {
  readonly kind: 'chromium' | 'firefox';
  readonly browser: Browser;
  readonly extensionId: string;
  /** `prepare` gets the page before it goes there. */
  open(url: string, prepare?: Prepare): Promise<Page>;
  /** Beside other tabs of one window, where the browser lets us choose: quicker, and mostly not painted. */
  openTab(url: string): Promise<Page>;
  /** A file of the extension in a tab. */
  openOwn(file: string, prepare?: Prepare): Promise<Page>;
  /** The inspector in a tab, as a person finds it. */
  openViewer(origin: string, prepare?: Prepare): Promise<Page>;
  /** The inspector in a tab, with raw records. */
  openPopup(origin: string, prepare?: Prepare): Promise<Page>;
  /** A page of the extension without any code of its own. */
  extensionPage(): Promise<Page>;
  /** What the extension has stored. */
  stored(origin: string): Promise<Stored>;
  /** Has a later request for a site answered yes at once, as the user would in the browser's own dialogue. */
  grant(pattern: string): Promise<void>;
  /** Stops the background by force, as the browser may at any moment. */
  stopBackground(): Promise<void>;
  /** Loads the extension again, as an update does. */
  restartExtension(): Promise<void>;
  /** As the user does in the browser's list of extensions. */
  switchOffAndOn(): Promise<void>;
  close(): Promise<void>;
}
