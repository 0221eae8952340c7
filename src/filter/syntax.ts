/** What grammar.peggy makes of a filter. Places are UTF-16 units of its text. */

export interface Place {
  readonly from: number;
  readonly to: number;
}

export type FilterNode =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly part: FilterNode }
  | Term;

export interface Term {
  readonly kind: 'term';
  /** null: anywhere. */
  readonly name: string | null;
  /** One of them is enough. */
  readonly values: readonly Value[];
  readonly place: Place;
}

export interface Value {
  /** `pattern`: a regular expression, without its slashes. */
  readonly kind: 'word' | 'quoted' | 'pattern';
  readonly text: string;
  readonly place: Place;
}

/** A regular expression. */
export type Pattern =
  | { readonly kind: 'choice' | 'sequence'; readonly parts: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly part: Pattern;
      readonly least: number;
      /** null: without end. */
      readonly most: number | null;
    }
  | { readonly kind: 'start' | 'end' }
  /** The edge of a word. */
  | { readonly kind: 'edge'; readonly not: boolean }
  | {
      readonly kind: 'set';
      readonly not: boolean;
      /** First and last character of each. */
      readonly ranges: readonly (readonly [string, string])[];
    };

/** Why a filter cannot be read: the name of a message, with its values, and where. */
export interface Mistake extends Place {
  readonly message: string;
  readonly values: readonly string[];
}

export function mistakeAt({ from, to }: Place, message: string, ...values: readonly string[]): Mistake {
  return { from, to, message, values };
}
