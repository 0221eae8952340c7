interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  /** What went wrong; '' if nothing did. */
  readonly trouble?: string;
  readonly set: (on: boolean) => void;
}

/** A setting that is on or off. It shows what is stored, whatever was clicked. */
export function Switch({ name, label, hint, on, trouble = '', set }: Props) {
  return (
    <div class="setting">
      <label class="switch">
        <input
          type="checkbox"
          name={name}
          checked={on}
          aria-describedby={`${name}-hint`}
          onClick={(event) => {
            const box = event.currentTarget;
            set(box.checked);
            box.checked = on;
          }}
        />
        {label}
      </label>
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
      {trouble !== '' && (
        <p class="error" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
