import type { Place, Reached } from '../../src/capture/rows/row-types';
import type { Channel } from '../../src/record/record';
import { briefName } from '../../src/shown/url-names';
import { visibleText } from '../../src/shown/visible';
import { t } from '../browser/i18n';
import type { NameOf } from '../state/names';
import { Icon, type IconName } from './icons';
import { PageText } from './text';
import { underscored } from '../words/underscored';

/**
 * What a verdict looks like: heard ✓, missed ✗, waiting ⏸, threw !, sent →. Told apart by shape, not by
 * colour alone.
 */
type Fate = 'heard' | 'missed' | 'waiting' | 'threw' | 'sent' | 'unknown';

const signs: { readonly [fate in Fate]: string } = {
  heard: 'M3 8.5 6.5 12 13 4.5',
  missed: 'M4 4l8 8M12 4l-8 8',
  waiting: 'M5.5 4v8M10.5 4v8',
  threw: 'M8 3v6.5M8 12.5v.3',
  sent: 'M3 8h10M9.5 4.5 13 8 9.5 11.5',
  unknown: 'M6 6a2 2 0 1 1 2 2v1.5M8 12.5v.3',
};

export function fateOf(verdict: Reached['verdict']): Fate {
  switch (verdict) {
    case 'arrived':
      return 'heard';
    case 'handler-threw':
      return 'threw';
    case 'sent':
      return 'sent';
    case 'frozen':
    case 'waiting':
      return 'waiting';
    case 'unknown':
      return 'unknown';
    case 'nobody-listening':
    case 'other-partition':
    case 'opened-later':
    case 'closed-before':
    case 'not-applicable':
      return 'missed';
  }
}

/** Who got it: the tab's letter with a sign of what became of it there. */
export function ReachedBadge({
  one: { who, verdict },
  kind,
  nameOf,
}: {
  readonly one: Reached;
  /** Icon of the channel, for what is no tab. */
  readonly kind: IconName;
  readonly nameOf: NameOf;
}) {
  const fate = fateOf(verdict);
  const name = 'context' in who ? nameOf(who.context) : null;
  const title = name ? visibleText(name.title) : 'place' in who ? placeText(who.place) : '';
  const said = t(`verdict_${underscored(verdict)}`);
  return (
    <span
      class={`reach fate-${fate}${name ? ` colour-${name.colour}` : ` k-${kind}`}`}
      title={`${title}: ${said}`}
      data-fate={fate}
      role="img"
      aria-label={`${title}: ${said}`}
    >
      <span class="who">{name ? name.letter : <Icon name={kind} />}</span>
      <svg class="sign" viewBox="0 0 16 16" width={10} height={10} aria-hidden="true">
        <path d={signs[fate]} />
      </svg>
    </span>
  );
}

/** Who sent it: a tab, several that may have, or what is no tab. */
export function Sender({
  writers,
  place,
  certain,
  nameOf,
  channel,
  brief = false,
}: {
  readonly writers: readonly string[];
  readonly place: Place | null;
  readonly certain: boolean;
  readonly nameOf: NameOf;
  /** Its name is that of the worker or the server that sent on it. */
  readonly channel?: Channel;
  /** Letters alone. */
  readonly brief?: boolean;
}) {
  if (writers.length === 0)
    return place ? (
      <span class="sender">
        <span class={`place k-${placeIcons[place]}`}>
          <Icon name={placeIcons[place]} />
        </span>
        {!brief && (
          <span class="sender-title">
            {channel?.name && isNamed(place) ? <PageText text={briefName(channel.name)} /> : placeText(place)}
          </span>
        )}
      </span>
    ) : (
      <span class="note">?</span>
    );
  const [first = ''] = writers;
  const name = nameOf(first);
  return (
    <span class="sender" title={certain ? senderTitle(name) : t('writer_ambiguous', writers.length)}>
      {writers.slice(0, 3).map((id) => {
        const { letter, colour } = nameOf(id);
        return (
          <span key={id} class={`letter colour-${colour}`}>
            {letter}
          </span>
        );
      })}
      {!certain && '?'}
      {!brief && writers.length === 1 && (
        <span class="sender-title">
          <PageText text={name.title} />
          {name.apart !== '' && (
            <span class="note">
              {' '}
              <PageText text={name.apart} />
            </span>
          )}
        </span>
      )}
    </span>
  );
}

function senderTitle({ title, url, document, documents }: ReturnType<NameOf>): string {
  const which = documents > 1 ? `\n${t('document_of', document, documents)}` : '';
  return visibleText(`${title}\n${url}${which}`, true);
}

const placeIcons = {
  'shared-worker': 'worker',
  'service-worker': 'sw',
  server: 'websocket',
  browser: 'window',
  unseen: 'document',
} as const satisfies { readonly [place in Place]: IconName };

/** Its channel is named by its URL. */
function isNamed(place: Place): boolean {
  return place === 'shared-worker' || place === 'service-worker' || place === 'server';
}

export function placeText(place: Place): string {
  return t(`place_${underscored(place)}`);
}
