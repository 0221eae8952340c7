import type { Finding, FindingCode, FindingValue, FindingVariant } from '../../src/findings/types';
import { n, t, type MessageName } from '../browser/i18n';
import { TabLetter } from './tab-label';
import type { TabNames } from '../state/tabs';
import { PageText } from './text';

type Part = 'title' | 'why' | 'mend';

/** Around the number of a value, where the text is to have it: no text of ours holds these. */
const begin = '\uE000';
const end = '\uE001';

/** A sentence of a finding: tabs as their letters, what comes from pages literally. */
export function FindingText({
  finding,
  part,
  tabs,
}: {
  readonly finding: Finding;
  readonly part: Part;
  readonly tabs: TabNames;
}) {
  return (
    <>
      {piecesOf(finding, part).map((piece, index) =>
        typeof piece === 'string' ? (
          <Words key={index} text={piece} />
        ) : (
          <Value key={index} value={piece.value} tabs={tabs} />
        ),
      )}
    </>
  );
}

/** A text of ours; what stands between backticks is code. */
function Words({ text }: { readonly text: string }) {
  return (
    <>{text.split('`').map((piece, index) => (index % 2 === 0 ? piece : <code key={index}>{piece}</code>))}</>
  );
}

function Value({ value, tabs }: { readonly value: FindingValue; readonly tabs: TabNames }) {
  if (typeof value === 'number') return <>{n(value)}</>;
  if (typeof value === 'string') return <PageText text={value} />;
  if ('word' in value) return <>{t(value.word)}</>;
  const name = tabs.of(value.context);
  return (
    <span class="tab-name">
      <TabLetter name={name} /> <PageText text={name.title} />
    </span>
  );
}

/** The title as plain text: for the filter, the clipboard and tooltips. */
export function findingTitle(finding: Finding, tabs: TabNames): string {
  return piecesOf(finding, 'title')
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const { value } = piece;
      if (typeof value === 'number') return n(value);
      if (typeof value === 'string') return value;
      if ('word' in value) return t(value.word);
      const { letter, title } = tabs.of(value.context);
      return `${letter} ${title}`;
    })
    .join('');
}

function piecesOf(
  { code, variant, values }: Finding,
  part: Part,
): (string | { readonly value: FindingValue })[] {
  const numbers = values.map((_, index) => `${begin}${index}${end}`);
  const text = t(nameOf(code, variant, part), ...numbers);
  return text.split(begin).flatMap((piece, index) => {
    if (index === 0) return [piece];
    const [number, rest = ''] = piece.split(end);
    const value = values[Number(number)];
    return value === undefined ? [rest] : [{ value }, rest];
  });
}

function nameOf(code: FindingCode, variant: FindingVariant | undefined, part: Part): MessageName {
  return variant === undefined ? `finding_${code}_${part}` : `finding_R8_${variant}_${part}`;
}
