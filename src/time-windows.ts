/**
 * Time windows that several files share or that follow from one another, in milliseconds. A window that one
 * file alone uses, and that follows from no other, stands in that file.
 */

/** A record that is missing may still be on its way for so long: contexts are heard of in any order. */
export const mayBeLateMs = 2_000;

/**
 * What is found in a record rests on what happened so long after it, and on nothing later; and which write or
 * send that is of, on what happened so long after that. Together they are shorter than `mayBeLateMs`: by then
 * all of it is known, but for what comes later than others by the rest.
 */
export const seenAheadMs = 1_000;
export const pairsAheadMs = 500;

/** What a live receiver has not got so long after it was sent is not on its way any more. */
export const onItsWayMs = 10_000;

/** A row may still change for so long after its record. */
export const settlesMs = onItsWayMs + mayBeLateMs;

/** So long after the last record, what is forgotten, not answered or not heard of is so in earnest. */
export const overAfterMs = mayBeLateMs + 3_000;

/** The clocks of two documents may differ by so much where both follow the wall clock. */
export const skewMs = 5;

/**
 * Two clocks that are read one after the other differ by so much, for their resolutions alone. Measured over
 * 200 readings: up to 1.1 in Chromium, 3 in Firefox, 33 in Firefox with `privacy.resistFingerprinting`.
 */
export const clockToleranceMs = 50;

/** An answer comes so soon after what it answers. */
export const answersWithinMs = 5_000;

/** What a page does with a message it has done so soon after it. */
export const handledWithinMs = 1_000;

/** A port or a queue of messages that is not started by then was forgotten. */
export const forgottenAfterMs = 1_500;

/**
 * Events of one write, and equal messages of one worker or server, come to several documents within so long.
 */
export const togetherMs = 2_000;

/** Every tab is told within so long of a cookie that was written. */
export const cookieToldWithinMs = 2_000;
