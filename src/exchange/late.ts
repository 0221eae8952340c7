/** A record that is missing may still be on its way for so long, in milliseconds: contexts are heard of in any order. */
export const mayBeLate = 2_000;
