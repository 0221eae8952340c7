import type { ComponentChildren } from 'preact';
import { t } from '../browser/i18n';
import { IconButton } from '../parts/icon-button';
import './details.css';

interface Props {
  /** For those who do not see it. */
  readonly label: string;
  readonly title: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly close: () => void;
  /** It is of another thing than the one that is selected, for as long as that is asked for. */
  readonly inert?: boolean;
  /** Fields. */
  readonly children: ComponentChildren;
}

/** What opens beside a list: everything about the row that is selected. */
export function DetailsPane({ label, title, actions, close, inert = false, children }: Props) {
  return (
    <section class="details" aria-label={label} tabIndex={-1} inert={inert}>
      <header>
        <h2>{title}</h2>
        {actions}
        <IconButton class="close" icon="close" label={t('details_close')} press={close} />
      </header>
      <dl>{children}</dl>
    </section>
  );
}
