import { n, t } from '../browser/i18n';
import { TabLetter } from '../parts/tab-label';
import type { History } from '../state/history';
import { isWatched, type Site } from '../state/site';
import type { Viewer } from '../state/viewer';
import { isWatchable } from '../../src/protocol/watch-list';
import { InspectorButton, OptionsButton } from './leading-buttons';
import { SideButton } from './side-button';
import { SiteButtons } from './site-buttons';
import { SitePicker } from './site-picker';
import './popup-bar.css';

interface Props {
  readonly viewer: Viewer;
  /** The tab that the popup was opened over. */
  readonly tab: number | undefined;
  /** The inspector, with the same view. */
  readonly openInspector: () => void;
}

/** What a quick look needs: the site, whether it is watched, its tabs, and the way to the inspector. */
export function PopupBar({ viewer, tab, openInspector }: Props) {
  const { history, site } = viewer.current.value;
  return (
    <header class="toolbar top-bar popup-bar">
      <SitePicker viewer={viewer} />
      {site && <WatchSwitch site={site} />}
      <OpenTabs history={history} own={tab} />
      <div class="buttons" role="toolbar" aria-label={t('toolbar_label')}>
        {site && <SiteButtons history={history} site={site} />}
        <OptionsButton />
        <SideButton />
        <InspectorButton open={openInspector}>{t('open_inspector')}</InspectorButton>
      </div>
    </header>
  );
}

function WatchSwitch({ site }: { readonly site: Site }) {
  const state = site.state.value;
  if (!state || !isWatchable(site.origin)) return null;
  const on = isWatched(state);
  return (
    <button
      type="button"
      role="switch"
      class={`watch-switch ${on ? 'unwatch' : 'watch'}`}
      aria-checked={on}
      title={on ? t('unwatch_title') : t('record_title')}
      onClick={on ? site.unwatch : site.watch}
    >
      <span class="slider" />
      {on ? t('watching') : t('watch')}
    </button>
  );
}

/** As many as have room; how many more there are is a number. */
const mostTabs = 5;

/** The tabs that show the site, this one first. */
function OpenTabs({ history, own }: { readonly history: History; readonly own: number | undefined }) {
  const { contexts, tabs } = history.documents.value;
  const open = contexts
    .filter(({ context, state }) => context.frame === 0 && state !== 'gone' && state !== 'bfcached')
    .sort((one, other) => Number(other.context.tab === own) - Number(one.context.tab === own));
  return (
    <span class="open-tabs">
      {open.slice(0, mostTabs).map(({ context, state }) => (
        <span key={context.id}>
          <TabLetter name={tabs.of(context.id)} look={state === 'frozen' ? 'asleep' : 'filled'} />
          {context.tab === own && ` ${t('this_tab')}`}
          {state === 'frozen' && <span class="note"> {t('state_frozen')}</span>}
        </span>
      ))}
      {open.length > mostTabs && <span class="note">+{n(open.length - mostTabs)}</span>}
    </span>
  );
}
