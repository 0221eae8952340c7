/** Marks a text for a terminal; nothing where its output is not one, or NO_COLOR is set (no-color.org). */
export type Paint = (as: 'bold' | 'dim' | 'error' | 'warning' | 'info', text: string) => string;

const codes = { bold: 1, dim: 2, error: 31, warning: 33, info: 36 } as const;

export function createPaint(isColoured: boolean): Paint {
  return (as, text) => (isColoured ? `\u001b[${codes[as]}m${text}\u001b[0m` : text);
}

export function isColoured(
  env: { readonly [name: string]: string | undefined },
  isTerminal: boolean,
): boolean {
  return isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
