/** Labels of one line of text do not cover each other: the first that comes has the room. */
export interface Room {
  /** Whether there was room; it is taken then. */
  take(x: number, y: number, width: number): boolean;
}

/** Pixels between two labels, and of a line of text. */
const gap = 6;
const lineHeight = 12;

export function createRoom(): Room {
  const lines = new Map<number, [from: number, to: number][]>();
  return {
    take(x, y, width) {
      const rows = [Math.floor(y / lineHeight), Math.floor((y + lineHeight - 1) / lineHeight)];
      const isFree = rows.every((row) =>
        (lines.get(row) ?? []).every(([from, to]) => x > to + gap || x + width < from - gap),
      );
      if (!isFree) return false;
      for (const row of rows) {
        const there = lines.get(row);
        if (there) there.push([x, x + width]);
        else lines.set(row, [[x, x + width]]);
      }
      return true;
    },
  };
}
