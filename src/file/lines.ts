/** Splits text that comes in pieces into lines. */
export interface Lines {
  push(piece: string): void;
  /** What is held is the last line. */
  end(): void;
}

/**
 * `take` gets each line without its end, null for one of more than `longest` UTF-16 units: no more than those
 * are ever held.
 */
export function createLines(longest: number, take: (line: string | null) => void): Lines {
  let held: string | null = '';

  function hold(part: string): void {
    if (held !== null) held = held.length + part.length > longest ? null : held + part;
  }

  function close(): void {
    const line = held;
    held = '';
    take(line);
  }

  return {
    push(piece) {
      let from = 0;
      for (let to = piece.indexOf('\n'); to >= 0; to = piece.indexOf('\n', from)) {
        hold(piece.slice(from, to));
        close();
        from = to + 1;
      }
      hold(piece.slice(from));
    },
    end() {
      if (held !== '') close();
    },
  };
}
