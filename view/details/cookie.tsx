import { cookieWriter } from '../../src/cookie-writer';
import type { Record } from '../../src/record';
import { Field } from '../parts/field';
import type { History } from '../state/history';
import { t } from '../browser/i18n';
import { RecordLink } from '../parts/record-link';
import type { ShowRecord } from '../state/selection';

/** The page's write that made a cookie change, where one was seen. */
export function CookieWriter({
  record,
  history,
  show,
}: {
  readonly record: Record;
  readonly history: History;
  readonly show: ShowRecord;
}) {
  const writer = cookieWriter(history.all(), record);
  return writer ? (
    <Field name={t('details_written_by')}>
      <RecordLink to={writer} history={history} show={show} />
    </Field>
  ) : null;
}
