import type { Lane } from '../../src/capture/timeline/types';
import { visibleText } from '../../src/shown/visible';
import { t } from '../browser/i18n';
import { briefName } from '../../src/shown/url-names';
import { Icon, KindIcon } from '../parts/icons';
import { TabLetter } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { underscored } from '../words/underscored';
import type { NameOf } from '../state/names';
import { rulerHeight, type Layout } from './layout';

interface Props {
  readonly lanes: readonly Lane[];
  readonly layout: Layout;
  readonly width: number;
  /** End of what is shown: states are as of then. */
  readonly until: number;
  /** The lane along which the keys go. */
  readonly chosen: string | null;
  readonly unfolded: readonly string[];
  readonly nameOf: NameOf;
  choose(lane: string | null): void;
  unfold(lane: string): void;
}

/** Pixels in which a name and what it is are read. */
const twoLines = 36;

/** Whose lanes they are, left of them. */
export function LaneNames({ lanes, layout, width, until, chosen, unfolded, nameOf, choose, unfold }: Props) {
  const brief = width < 100;
  return (
    <ol class={`lanes${brief ? ' brief' : ''}`} style={{ width: `${width}px` }}>
      <li class="title" aria-hidden="true" style={{ height: `${rulerHeight}px` }}>
        {!brief && t('timeline_lanes')}
      </li>
      {lanes.map((lane) => {
        const { id, channel, context, frames, isFrame } = lane;
        const name = context === null ? null : nameOf(context);
        const tall = layout.places.get(id)?.height ?? 0;
        const title = channel ? briefName(channel.name) : (name?.title ?? id);
        return (
          <li
            key={id}
            class={`${id === chosen ? 'chosen' : ''}${isFrame ? ' frame' : ''}${tall < twoLines ? ' low' : ''}`}
            aria-current={id === chosen ? 'true' : undefined}
            data-lane={id}
            style={{ height: `${tall}px` }}
            title={visibleText(channel?.name ?? title)}
            onClick={() => {
              choose(id === chosen ? null : id);
            }}
          >
            {channel ? <KindIcon kind={channel.kind} /> : name && !isFrame && <TabLetter name={name} />}
            <span class="text">
              <span class="name">
                <PageText text={title} />
              </span>
              <span class="note">
                {channel ? t(`channel_${underscored(channel.kind)}`) : stateText(lane, until)}
              </span>
            </span>
            {frames > 0 && (
              <button
                type="button"
                class="frames"
                aria-expanded={unfolded.includes(id)}
                aria-label={t('timeline_frames', frames)}
                title={t('timeline_frames', frames)}
                onClick={(event) => {
                  unfold(id);
                  event.stopPropagation();
                }}
              >
                <Icon name={unfolded.includes(id) ? 'down' : 'right'} />
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function stateText({ spans }: Lane, until: number): string {
  const state = spans.find(({ from, to }) => from < until && to >= until)?.state ?? 'visible';
  return state === 'absent' ? '' : t(`state_${state}`);
}
