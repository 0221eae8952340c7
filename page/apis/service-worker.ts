import type { Channel } from '../../src/record/record';
import type { Endpoint } from '../endpoints';
import { countListeners, hookHandler } from '../listeners';
import {
  getter,
  listenFirst,
  listenToBrowser,
  messageSource,
  onceParsed,
  prototypeOf,
  read,
  serviceWorkers,
} from '../natives';
import { channel, nextObject, shownText } from '../observations';
import { patchMethod } from '../patch';
import { noteReceive } from '../receive';
import { beginSendWithTransfer, endSend } from '../send';
import { noteState } from '../state';
import { withoutUserInfo } from '../user-info';

const worker = prototypeOf('ServiceWorker');
const container = prototypeOf('ServiceWorkerContainer');
const scriptUrlOf = getter(worker, 'scriptURL');
const controllerOf = getter(container, 'controller');

/**
 * Hooks the ways between a page and its service workers. Only what reaches or leaves the page is seen. The
 * channel is the worker's script, the one thing that a page knows of a worker it sends to.
 */
export function hookServiceWorker(): void {
  const workers = serviceWorkers();
  // http pages that are not local, and sandboxed documents, have none.
  if (!workers) return;
  const endpoint: Endpoint = { object: nextObject(), channel: channel('service-worker', '') };
  patchMethod(worker, 'postMessage', {
    begin: (self, args) => beginSendWithTransfer({ object: endpoint.object, channel: channelOf(self) }, args),
    end: endSend,
  });
  patchMethod(container, 'startMessages', {
    begin: (_self, args) => ({ args }),
    end(_call, _result, threw) {
      if (!threw) noteState(endpoint, 'started');
    },
  });
  let isAwaited = false;
  countListeners(workers, 'message', endpoint, (count) => {
    if (count === 0) return;
    if (read(controllerOf, workers) === null) noteState(endpoint, 'uncontrolled');
    if (isAwaited) return;
    isAwaited = true;
    // The browser starts it once the document is parsed (Service Workers, "client message queue").
    onceParsed(() => {
      noteState(endpoint, 'started');
    });
  });
  hookHandler(container, 'message', () => {
    noteState(endpoint, 'started');
  });
  listenFirst(workers, 'message', (event) => {
    noteReceive('message', event, {
      object: endpoint.object,
      channel: channelOf(read(messageSource, event)),
    });
  });
  listenFirst(workers, 'messageerror', (event) => {
    noteReceive('messageerror', event, {
      object: endpoint.object,
      channel: channelOf(read(messageSource, event)),
    });
  });
  listenToBrowser(workers, 'controllerchange', () => {
    const url = read(scriptUrlOf, read(controllerOf, workers));
    noteState(endpoint, 'controllerchange', typeof url === 'string' ? shownText(withoutUserInfo(url)) : null);
  });
}

function channelOf(of: unknown): Channel {
  const url = read(scriptUrlOf, of);
  return channel('service-worker', typeof url === 'string' ? withoutUserInfo(url) : '');
}
