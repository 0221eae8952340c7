import type { TabName, TabNames } from '../../src/shown/tab-names';
import { PageText } from './text';
import { visibleText } from '../../src/shown/visible';

/**
 * How a tab's letter is drawn: `threw` is filled and marked, `deaf` in red, `asleep` framed, `absent` faint.
 */
export type LetterLook = 'filled' | 'dashed' | 'empty' | 'threw' | 'deaf' | 'asleep' | 'absent';

interface Props {
  readonly name: TabName;
  readonly look?: LetterLook;
  /** Said in the tooltip beside the tab's title. */
  readonly note?: string;
}

/** The letter that stands for a tab. */
export function TabLetter({ name, look = 'filled', note }: Props) {
  return (
    <span
      class={`letter colour-${name.colour} look-${look}`}
      title={note === undefined ? visibleText(name.title) : `${visibleText(name.title)}: ${note}`}
    >
      {name.letter}
    </span>
  );
}

export function TabLabel({ name, favicon, ...look }: Props & { readonly favicon: string }) {
  return (
    <>
      <TabLetter name={name} {...look} />{' '}
      {favicon !== '' && <img class="favicon" src={favicon} alt="" width={16} height={16} />}
      <span class="tab-title">
        <PageText text={name.title} />
      </span>
    </>
  );
}

/** The label of the tab that a context is in. */
export function ContextLabel({ id, tabs, ...look }: Omit<Props, 'name'> & { id: string; tabs: TabNames }) {
  return <TabLabel name={tabs.of(id)} favicon={tabs.context(id)?.favicon ?? ''} {...look} />;
}
