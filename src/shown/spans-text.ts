import type { Span } from './span';

/** Spans as plain text; what is ours as the name of its message. */
export function spansText(spans: readonly Span[]): string {
  return spans
    .map((span) => {
      if ('text' in span) return span.text;
      if ('message' in span) return `${span.message} ${span.values.join(' ')}`;
      return 'context' in span ? span.context : String(span.milliseconds);
    })
    .join('');
}
