import type { TabName } from './tabs';
import { PageText } from './text';

/** The letter that stands for a tab. */
export function TabLetter({ name }: { readonly name: TabName }) {
  return (
    <span class={`letter colour-${name.colour}`} title={name.title}>
      {name.letter}
    </span>
  );
}

export function TabLabel({ name, favicon }: { readonly name: TabName; readonly favicon: string }) {
  return (
    <>
      <TabLetter name={name} />
      {favicon !== '' && <img class="favicon" src={favicon} alt="" width={16} height={16} />}
      <PageText text={name.title} />
    </>
  );
}
