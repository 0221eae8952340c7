import { ownGlobal } from './facts';

/**
 * The extension APIs that a content script has. Firefox's `browser` and Chromium's `chrome` return promises alike for what is used here, so the
 * polyfill's bytes are not paid in each frame.
 */
const api = (ownGlobal('browser') as typeof chrome | undefined) ?? chrome;

export const { runtime, storage } = api;

/** A private window: its records may not reach the disk. */
export const isPrivate = api.extension.inIncognitoContext;
