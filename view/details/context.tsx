import type { ContextInfo, ObjectInfo } from '../../src/exchange/types';
import { previewText } from '../../src/shown/preview-text';
import { ChannelName } from '../parts/channel-name';
import { countOrUnknown, stateText } from '../tables/contexts';
import { contextNote } from '../words/context-note';
import { DetailsPane } from './pane';
import { Field } from '../parts/field';
import type { History } from '../state/history';
import { t } from '../browser/i18n';
import { ContextLabel } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { clockTime, fullTime } from '../words/time';
import { UnseenList } from '../parts/unseen';

interface Props {
  readonly info: ContextInfo;
  readonly history: History;
  readonly close: () => void;
}

/** All that is known of one document: what it is, what it listens to, and what it has open. */
export function ContextDetails({ info, history, close }: Props) {
  const { context, since, storageListeners, objects } = info;
  return (
    <DetailsPane
      label={t('view_contexts')}
      title={<ContextLabel id={context.id} tabs={history.documents.value.tabs} />}
      close={close}
    >
      <Field name={t('column_state')}>
        {stateText(info)} <span class="note">{t('context_since', fullTime(since))}</span>
      </Field>
      <Field name={t('details_document')}>
        <PageText text={context.url} /> <span class="note">{contextNote(context)}</span>
      </Field>
      {context.partial && <Field name="">{t('context_partial')}</Field>}
      <Field name={t('context_storage_listeners')}>{countOrUnknown(storageListeners)}</Field>
      {objects.length > 0 && (
        <Field name={t('column_channels')}>
          <Objects objects={objects} />
        </Field>
      )}
      <UnseenList />
    </DetailsPane>
  );
}

function Objects({ objects }: { readonly objects: readonly ObjectInfo[] }) {
  return (
    <table class="objects">
      <thead>
        <tr>
          <th scope="col">{t('column_channel')}</th>
          <th scope="col">{t('context_opened')}</th>
          <th scope="col">{t('column_listeners')}</th>
          <th scope="col">{t('column_state')}</th>
        </tr>
      </thead>
      <tbody>
        {objects.map((object) => (
          <tr key={`${object.object} ${object.channel.kind} ${object.channel.name}`}>
            <td>
              <ChannelName channel={object.channel} />
              {object.options !== undefined && (
                <span class="note">
                  {' '}
                  <PageText text={previewText(object.options, 200)} />
                </span>
              )}
            </td>
            <td>{Number.isFinite(object.opened) && clockTime(object.opened)}</td>
            <td>{hasListeners(object) ? countOrUnknown(object.listeners) : ''}</td>
            <td>{objectState(object)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Nobody listens on a lock. */
function hasListeners({ channel }: ObjectInfo): boolean {
  return channel.kind !== 'web-lock';
}

/** The last of its states; of a port, whether messages flow. */
function objectState({ state, started, channel }: ObjectInfo): string {
  const waits = channel.kind === 'shared-worker' || channel.kind === 'message-port';
  if (waits && started === false) return t('context_not_started');
  return state ?? '';
}
