type Underscored<T extends string> = T extends `${infer A}-${infer B}` ? `${A}_${Underscored<B>}` : T;

/** Names of messages may not hold a hyphen. */
export function underscored<T extends string>(word: T): Underscored<T> {
  return word.replaceAll('-', '_') as Underscored<T>;
}
