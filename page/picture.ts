import { survey } from './survey';
import type { BeforeTransfer } from './preview-bytes';
import { briefPreview, maxNodes, notLookedInto, plainPreview, preview, sizeOf } from './preview';
import { affordable, overdraw, pay } from './preview-budget';

/** What is shown of a message, and its size where that is known. */
export interface Picture {
  readonly size: number | undefined;
  readonly text: string;
  /** Cut since so much was sent or received that the page would have become slower. */
  readonly brief: true | undefined;
}

/**
 * Of what was sent, once the native has sent or refused it (docs/decisions/0002-preview-after-send.md).
 * Whatever goes wrong in here, the send is recorded.
 */
export function pictureOfSent(
  data: unknown,
  time: number,
  before: BeforeTransfer | undefined,
  refused: boolean,
): Picture {
  if (typeof data !== 'object' || data === null)
    return { size: refused ? undefined : sizeOf(data), text: preview(data), brief: undefined };
  // A value that was refused may hold a Proxy: looking at it would run the page's code.
  if (refused) return unseen;
  try {
    return pictureOf(data, time, before, true);
  } catch {
    return unseen;
  }
}

/** Of what came, which structured clone has made: it has no accessor and no Proxy. */
export function pictureOfReceived(data: unknown, time: number): Picture {
  return typeof data === 'object' && data !== null
    ? pictureOf(data, time, undefined, false)
    : { size: sizeOf(data), text: preview(data), brief: undefined };
}

function pictureOf(data: object, time: number, before: BeforeTransfer | undefined, isSent: boolean): Picture {
  const most = affordable(time);
  const { hasAccessor, isPlain, isUnfinished, parts } = survey(data, most);
  if (isUnfinished && !hasAccessor && most < maxNodes) {
    overdraw();
    return { size: undefined, text: briefPreview(data), brief: true };
  }
  pay(parts);
  // Of what came, an error is meant that the page may prepare a stack for: a preview does not ask for one.
  if (hasAccessor && isSent) return unseen;
  if (isPlain) return { size: undefined, text: plainPreview(data), brief: undefined };
  return { size: sizeOf(data, before), text: preview(data, before), brief: undefined };
}

const unseen: Picture = { size: undefined, text: notLookedInto('object'), brief: undefined };
/** Of an event that the page made itself. */
export const unlooked: Picture = { size: undefined, text: notLookedInto('synthetic'), brief: undefined };
