/** A line of a recorded call stack: its text, and where its link leads if it names a script. */
export interface Frame {
  readonly before: string;
  /** `url:line:column` */
  readonly place: string;
  readonly url: string;
  readonly after: string;
}

/** V8's lines, `    at name (url:line:column)` or `    at url:line:column`. */
const frameLine = /^(\s*at (?:.*? \()?)((https?:\/\/.+?):\d+:\d+)(\)?.*)$/;

export function stackFrames(stack: string): Frame[] {
  return stack
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const match = frameLine.exec(line);
      if (!match) return { before: line, place: '', url: '', after: '' };
      const [, before = '', place = '', url = '', after = ''] = match;
      return { before, place, url, after };
    });
}
