import { Icon, type IconName } from './icons';

interface Props {
  readonly class: string;
  readonly icon: IconName;
  /** Said by the tooltip and to those who do not see it. */
  readonly label: string;
  readonly press: (event: MouseEvent) => void;
  /** Of a button that stays down. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

export function IconButton({ class: name, icon, label, press, pressed, disabled = false }: Props) {
  return (
    <button
      type="button"
      class={`icon-button ${name}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={press}
    >
      <Icon name={icon} />
    </button>
  );
}
