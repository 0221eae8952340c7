import type { Context, Record } from '../../src/record/record';
import { Field } from './field';
import { t, type MessageName } from '../browser/i18n';

/** Everything that no record tells of, whatever the page does (docs/limits.md says more). */
const all = [
  'unseen_partial',
  'unseen_property',
  'unseen_cookie',
  'unseen_worker',
  'unseen_broadcast',
  'unseen_window',
] as const satisfies readonly MessageName[];

/** What nobody should look for here, a click away. */
export function UnseenList() {
  return (
    <details class="unseen">
      <summary>{t('unseen_title')}</summary>
      <ul>
        {all.map((name) => (
          <li key={name}>{t(name)}</li>
        ))}
      </ul>
    </details>
  );
}

/** What is not seen of a record's channel, or of its document. */
export function Unseen({
  record,
  context,
}: {
  readonly record: Record;
  readonly context: Context | undefined;
}) {
  const name = ofChannel(record);
  const names = context?.partial ? [...name, 'unseen_partial' as const] : name;
  return (
    <>
      {names.map((one) => (
        <Field key={one} name="">
          <span class="note">{t(one)}</span>
        </Field>
      ))}
    </>
  );
}

function ofChannel({ channel }: Record): (typeof all)[number][] {
  switch (channel.kind) {
    case 'shared-worker':
    case 'service-worker':
      return ['unseen_worker'];
    case 'window':
      return ['unseen_window'];
    case 'broadcast-channel':
      return ['unseen_broadcast'];
    case 'cookie':
      return ['unseen_cookie'];
    default:
      return [];
  }
}
