/** A file of Jest's JSON report, as far as it is read. */
export interface FileResult {
  readonly assertionResults: readonly {
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

export function wasLate(result: FileResult): boolean;
