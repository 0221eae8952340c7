import type { Confidence, FindingCode, Severity } from './types';

/** What is the same for every finding of a code. */
export interface CatalogueEntry {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /**
   * What the title and the explanation name ($1, $2 …), in this order; a tab is shown by its letter and
   * title.
   */
  readonly values: readonly string[];
  /** The paragraph of the standard, or where there is none the page that says it best. */
  readonly link: string;
  /** Each time that it was seen a message was lost. */
  readonly loses?: true;
}

const html = 'https://html.spec.whatwg.org/multipage';
const storageEvent = `${html}/webstorage.html#concept-storage-broadcast`;
const broadcasting = `${html}/web-messaging.html#broadcasting-to-other-browsing-contexts`;
const broadcastPost = `${html}/web-messaging.html#dom-broadcastchannel-postmessage`;
const partitions = 'https://storage.spec.whatwg.org/#storage-keys';
const bfcache = 'https://web.dev/articles/bfcache';
const sharedWorker = `${html}/workers.html#dom-sharedworker`;
const clone = `${html}/structured-data.html#structuredserializeinternal`;
const serviceWorker = 'https://w3c.github.io/ServiceWorker';
const locks = 'https://w3c.github.io/web-locks';
const windowPost = `${html}/web-messaging.html#dom-window-postmessage`;

/**
 * Every code of the catalogue. The texts are in _locales, as `finding_CODE_title`, `_why` and `_mend`;
 * docs/findings.md is made of both.
 */
export const catalogue: { readonly [code in FindingCode]: CatalogueEntry } = {
  S1: { severity: 'info', confidence: 'certain', values: ['key', 'writer tab'], link: storageEvent },
  S2: {
    severity: 'info',
    confidence: 'certain',
    values: ['key', 'method'],
    link: `${html}/webstorage.html#dom-storage-setitem`,
  },
  S3: { severity: 'info', confidence: 'certain', values: ['key', 'writer tab'], link: storageEvent },
  S4: {
    severity: 'warning',
    confidence: 'certain',
    values: ['this origin', 'the other origin'],
    link: `${html}/browsers.html#same-origin`,
  },
  S5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['receiver tab', 'top-level site of the writer', 'top-level site of the receiver'],
    link: partitions,
    loses: true,
  },
  S6: {
    severity: 'warning',
    confidence: 'certain',
    values: ['receiver tab'],
    link: 'https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/tabs/Tab#cookiestoreid',
    loses: true,
  },
  S7: {
    severity: 'info',
    confidence: 'certain',
    values: ['key', 'writer tab', 'other tab'],
    link: `${html}/webstorage.html#dom-sessionstorage`,
  },
  S8: {
    severity: 'info',
    confidence: 'likely',
    values: ['receiver tab'],
    link: `${html}/webstorage.html#dom-storage-clear`,
  },
  S9: {
    severity: 'info',
    confidence: 'likely',
    values: ['key', 'receiver tab'],
    link: `${html}/webstorage.html#dom-storage-removeitem`,
  },
  S10: {
    severity: 'info',
    confidence: 'certain',
    values: ['key', 'receiver tab'],
    link: storageEvent,
    loses: true,
  },
  S11: {
    severity: 'warning',
    confidence: 'certain',
    values: ['receiver tab', 'state', 'number of writes'],
    link: bfcache,
  },
  S12: {
    severity: 'error',
    confidence: 'certain',
    values: ['key', 'error name', 'area'],
    link: `${html}/webstorage.html#dom-storage-setitem`,
  },
  S13: {
    severity: 'info',
    confidence: 'hint',
    values: [],
    link: 'https://bugs.webkit.org/show_bug.cgi?id=225344',
  },
  S14: {
    severity: 'warning',
    confidence: 'certain',
    values: ['key', 'tab'],
    link: 'https://dom.spec.whatwg.org/#dom-event-istrusted',
  },
  S15: {
    severity: 'info',
    confidence: 'likely',
    values: ['key', 'receiver tab'],
    link: 'https://github.com/whatwg/html/issues/403',
  },
  S16: {
    severity: 'info',
    confidence: 'likely',
    values: ['key', 'channel', 'receiver tab'],
    link: 'https://github.com/whatwg/html/issues/403',
  },
  S17: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel or key', 'receiver tab', 'message'],
    link: `${html}/webappapis.html#report-the-exception`,
  },
  S18: {
    severity: 'info',
    confidence: 'certain',
    values: ['tab'],
    link: `${html}/webstorage.html#dom-localstorage`,
  },
  S19: {
    severity: 'info',
    confidence: 'hint',
    values: ['key', 'receiver tab', 'number of events'],
    link: 'https://github.com/vueuse/vueuse/issues/1085',
  },
  S20: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'copied tab', 'earlier tab', 'id'],
    link: `${html}/webstorage.html#dom-sessionstorage`,
  },
  S21: {
    severity: 'error',
    confidence: 'certain',
    values: ['key', 'receiver tab'],
    link: storageEvent,
    loses: true,
  },
  B1: { severity: 'info', confidence: 'certain', values: ['channel', 'sender tab'], link: broadcastPost },
  B2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'the similar name', 'its tab'],
    link: broadcasting,
    loses: true,
  },
  B3: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'receiver tab'],
    link: broadcasting,
    loses: true,
  },
  B4: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/web-messaging.html#dom-broadcastchannel-close`,
    loses: true,
  },
  B5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'receiver tab'],
    link: partitions,
    loses: true,
  },
  B6: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/browsers.html#concept-origin-opaque`,
  },
  B7: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'receiver tab', 'state', 'number of messages'],
    link: bfcache,
  },
  B9: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'sender tab'],
    link: 'https://developer.mozilla.org/docs/Web/API/Window/pagehide_event',
  },
  B10: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'message'],
    link: clone,
    loses: true,
  },
  B11: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'receiver tab'],
    link: `${html}/web-messaging.html#messageeventtarget-event-handlers`,
    loses: true,
  },
  B12: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'receiver tab', 'number of messages', 'longest delay in ms'],
    link: 'https://developer.chrome.com/docs/web-platform/page-lifecycle-api',
  },
  W1: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/web-messaging.html#dom-messageport-start`,
  },
  W2: { severity: 'error', confidence: 'certain', values: ['channel', 'tab'], link: sharedWorker },
  W3: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'the other channel', 'its tab'],
    link: sharedWorker,
  },
  W4: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab', 'option', 'its value', "the other tab's value"],
    link: sharedWorker,
  },
  W5: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/workers.html#run-a-worker`,
  },
  W6: {
    severity: 'info',
    confidence: 'likely',
    values: ['channel', 'reloaded tab', 'older tab'],
    link: sharedWorker,
  },
  W7: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'tab', 'number of messages'],
    link: `${html}/workers.html#the-worker's-lifetime`,
  },
  W10: {
    severity: 'error',
    confidence: 'certain',
    values: ['channel', 'tab'],
    link: `${html}/web-messaging.html#dom-messageport-close`,
    loses: true,
  },
  W11: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'answered tab', 'number of tabs without an answer'],
    link: `${html}/workers.html#shared-workers-introduction`,
  },
  W12: {
    severity: 'info',
    confidence: 'certain',
    values: ['tab'],
    link: 'https://caniuse.com/sharedworkers',
  },
  W13: {
    severity: 'info',
    confidence: 'likely',
    values: ['channel', 'tab'],
    link: `${html}/workers.html#the-worker's-lifetime`,
  },
  W14: {
    severity: 'info',
    confidence: 'likely',
    values: ['channel', 'tab'],
    link: 'https://github.com/whatwg/html/issues/11600',
  },
  V1: {
    severity: 'info',
    confidence: 'certain',
    values: ['tab'],
    link: `${serviceWorker}/#dom-serviceworkercontainer-startmessages`,
  },
  V2: {
    severity: 'info',
    confidence: 'likely',
    values: ['tab'],
    link: `${serviceWorker}/#dom-serviceworkercontainer-controller`,
  },
  V3: {
    severity: 'info',
    confidence: 'certain',
    values: ['script', 'tab', 'number of tabs'],
    link: `${serviceWorker}/#dom-serviceworkerregistration-waiting`,
  },
  V4: {
    severity: 'warning',
    confidence: 'likely',
    values: ['tab', 'seconds', 'number of messages'],
    link: `${serviceWorker}/#fetch-event-clientid`,
  },
  P1: { severity: 'warning', confidence: 'hint', values: [], link: windowPost },
  P2: { severity: 'warning', confidence: 'hint', values: [], link: windowPost },
  K1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['socket', 'tab'],
    link: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
    loses: true,
  },
  K2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['socket', 'tab', 'when'],
    link: 'https://websockets.spec.whatwg.org/#dom-websocket-send',
    loses: true,
  },
  K3: {
    severity: 'warning',
    confidence: 'likely',
    values: ['socket', 'tab', 'state'],
    link: 'https://developer.chrome.com/docs/web-platform/page-lifecycle-api',
  },
  K4: {
    severity: 'warning',
    confidence: 'certain',
    values: ['socket', 'tab', 'connections', 'seconds'],
    link: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
  },
  K5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['socket', 'tab', 'other tab', 'times'],
    link: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
  },
  E1: {
    severity: 'warning',
    confidence: 'likely',
    values: ['host', 'number of streams', 'tab'],
    link: 'https://developer.mozilla.org/docs/Web/API/EventSource',
  },
  L1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['lock', 'holding tab', 'waiting tab', 'seconds'],
    link: `${locks}/#api-lock-manager-request`,
  },
  L2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['lock', 'waiting tab', 'holding tab', 'seconds', 'times'],
    link: `${locks}/#api-lock-options-signal`,
  },
  I1: {
    severity: 'warning',
    confidence: 'certain',
    values: ['database', 'tab', 'upgrade or deletion'],
    link: 'https://w3c.github.io/IndexedDB/#request-connection-queue',
  },
  O1: {
    severity: 'info',
    confidence: 'hint',
    values: ['opened tab', 'opening tab', 'site or message'],
    link: `${html}/browsers.html#cross-origin-opener-policies`,
  },
  A1: {
    severity: 'error',
    confidence: 'certain',
    values: ['API', 'tab', 'message'],
    link: 'https://w3c.github.io/webappsec-secure-contexts/#intro',
  },
  R1: {
    severity: 'error',
    confidence: 'certain',
    values: ['keys or channels', 'first tab', 'second tab', 'rounds', 'rounds a second'],
    link: storageEvent,
  },
  R2: {
    severity: 'warning',
    confidence: 'certain',
    values: ['channel', 'tab', 'number of messages'],
    link: 'https://developer.mozilla.org/docs/Web/API/Broadcast_Channel_API',
  },
  R3: {
    severity: 'warning',
    confidence: 'certain',
    values: ['key', 'tab', 'other tab'],
    link: 'https://developer.mozilla.org/docs/Web/API/Web_Locks_API',
  },
  R4: {
    severity: 'error',
    confidence: 'likely',
    values: ['lock or key', 'first tab', 'second tab'],
    link: `${locks}/#api-lock-manager-request`,
  },
  R5: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'tab', 'other tab', 'seconds'],
    link: storageEvent,
  },
  R6: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'tab', 'other tab', 'seconds'],
    link: `${html}/webstorage.html#dom-storage-removeitem`,
  },
  R7: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key', 'tab', 'other tab', 'fields'],
    link: 'https://developer.mozilla.org/docs/Web/API/Web_Locks_API',
  },
  R8: {
    severity: 'warning',
    confidence: 'likely',
    values: ['key or channel', 'first tab', 'second tab', 'seconds'],
    link: `${locks}/#api-lock-manager-request`,
  },
  H1: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel or key', 'receiver tab', 'other tab'],
    link: `${html}/web-messaging.html#messageevent`,
  },
  H2: {
    severity: 'warning',
    confidence: 'likely',
    values: ['channel', 'sender tab', 'other tab', 'its shape', "the other tab's shape"],
    link: broadcastPost,
  },
  H3: {
    severity: 'info',
    confidence: 'hint',
    values: ['key', 'receiver tab', 'the similar key', 'writer tab'],
    link: storageEvent,
  },
};
