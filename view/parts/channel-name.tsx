import type { Channel } from '../../src/record/record';
import { pathOf } from '../../src/shown/url-names';
import { t } from '../browser/i18n';
import { KindIcon } from './icons';
import { PageText } from './text';
import { underscored } from '../words/underscored';

/** The kind, and quieter the name where there is one. */
export function ChannelName({ channel }: { readonly channel: Channel }) {
  return (
    <>
      <KindIcon kind={channel.kind} /> {t(`channel_${underscored(channel.kind)}`)}
      {channel.name !== '' && (
        <>
          {' '}
          <span class="channel-name">
            <PageText text={pathOf(channel.name)} />
          </span>
        </>
      )}
    </>
  );
}
