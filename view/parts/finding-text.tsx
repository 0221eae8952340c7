import type { Finding } from '../../src/findings/types';
import {
  findingPieces,
  findingText,
  type FindingPart,
  type FindingPiece,
} from '../../src/shown/finding-text';
import { n, t } from '../browser/i18n';
import { TabLetter } from './tab-label';
import type { TabNames } from '../../src/shown/tab-names';
import { PageText } from './text';

/** A sentence of a finding: tabs as their letters, what comes from pages literally. */
export function FindingText({
  finding,
  part,
  tabs,
}: {
  readonly finding: Finding;
  readonly part: FindingPart;
  readonly tabs: TabNames;
}) {
  return (
    <>
      {findingPieces(finding, part, t).map((piece, index) => (
        <Piece key={index} piece={piece} tabs={tabs} />
      ))}
    </>
  );
}

function Piece({ piece, tabs }: { readonly piece: FindingPiece; readonly tabs: TabNames }) {
  if ('text' in piece) return piece.isCode ? <code>{piece.text}</code> : <>{piece.text}</>;
  const { value } = piece;
  if (typeof value === 'number') return <>{n(value)}</>;
  if (typeof value === 'string') return <PageText text={value} />;
  const name = tabs.of(value.context);
  return (
    <span class="tab-name">
      <TabLetter name={name} /> <PageText text={name.title} />
    </span>
  );
}

/** The title as plain text: for the filter, the clipboard and tooltips. */
export function findingTitle(finding: Finding, tabs: TabNames): string {
  return findingPlainText(finding, 'title', tabs);
}

export function findingPlainText(finding: Finding, part: FindingPart, tabs: TabNames): string {
  return findingText(
    finding,
    part,
    t,
    (context) => {
      const { letter, title } = tabs.of(context);
      return `${letter} ${title}`;
    },
    n,
  );
}
