import type { Span } from '../../src/shown/span';
import { n, t } from '../browser/i18n';
import { milliseconds } from '../words/milliseconds';
import { TabLetter } from './tab-label';
import type { NameOf } from '../state/names';
import { PageText } from './text';

/** A line of a capture: what pages wrote as text, our words in the reader's language. */
export function Spans({ spans, nameOf }: { readonly spans: readonly Span[]; readonly nameOf: NameOf }) {
  return (
    <>
      {spans.map((span, index) => (
        <Piece key={index} span={span} nameOf={nameOf} />
      ))}
    </>
  );
}

function Piece({ span, nameOf }: { readonly span: Span; readonly nameOf: NameOf }) {
  if ('text' in span)
    return span.look === 'plain' ? (
      <PageText text={span.text} />
    ) : (
      <span class={`look-${span.look}`}>
        <PageText text={span.text} />
      </span>
    );
  if ('message' in span) return <span class="said">{t(span.message, ...span.values.map(shown))}</span>;
  if ('context' in span) return <TabLetter name={nameOf(span.context)} />;
  return <span class="duration">{milliseconds(span.milliseconds, 1)}</span>;
}

function shown(value: string | number): string {
  return typeof value === 'number' ? n(value) : value;
}
