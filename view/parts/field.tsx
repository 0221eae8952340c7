import type { ComponentChildren } from 'preact';

/** One line of the details: what it is, and the value. */
export function Field({
  name,
  children,
}: {
  readonly name: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
