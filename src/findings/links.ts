/** Paragraphs that several causes follow from. */

export const html = 'https://html.spec.whatwg.org/multipage';
export const storageEvent = `${html}/webstorage.html#concept-storage-broadcast`;
export const broadcasting = `${html}/web-messaging.html#broadcasting-to-other-browsing-contexts`;
export const broadcastPost = `${html}/web-messaging.html#dom-broadcastchannel-postmessage`;
export const partitions = 'https://storage.spec.whatwg.org/#storage-keys';
export const bfcache = 'https://web.dev/articles/bfcache';
export const sharedWorker = `${html}/workers.html#dom-sharedworker`;
export const clone = `${html}/structured-data.html#structuredserializeinternal`;
export const serviceWorker = 'https://w3c.github.io/ServiceWorker';
export const locks = 'https://w3c.github.io/web-locks';
export const windowPost = `${html}/web-messaging.html#dom-window-postmessage`;
