import { useRef, useState } from 'preact/hooks';
import { t } from '../browser/i18n';
import { Icon } from '../parts/icons';
import { IconButton } from '../parts/icon-button';
import type { Home } from '../state/home';
import type { Selection } from '../state/selection';
import type { Shown, Viewer } from '../state/viewer';
import { SaveDialog } from '../saving/save-dialog';
import { InspectorButton, OptionsButton } from './leading-buttons';
import { Recording } from './recording';
import { SiteButtons } from './site-buttons';
import { Inspected } from './inspected';
import { SitePicker } from './site-picker';
import { ViewTabs } from './view-tabs';
import './top-bar.css';

interface Props {
  readonly viewer: Viewer;
  readonly selection: Selection;
  readonly home: Home;
  /** Messages of the site. */
  readonly total: number | null;
  /** In a tab of its own, with the same view. */
  readonly openInspector: () => void;
}

/** The site, the views, and what can be done with the site's records. */
export function TopBar({ viewer, selection, home, total, openInspector }: Props) {
  const { history, site } = viewer.current.value;
  const { stacks } = viewer;
  return (
    <header class="toolbar top-bar">
      <SitePicker viewer={viewer} />
      <ViewTabs history={history} selection={selection} total={total} />
      {home.kind === 'panel' && home.tab !== undefined && <Inspected history={history} tab={home.tab} />}
      <div class="buttons" role="toolbar" aria-label={t('toolbar_label')}>
        {site && (
          <>
            <Recording history={history} site={site} />
            <SiteButtons history={history} site={site} />
            {stacks && (
              <IconButton
                class="stacks"
                icon="stacks"
                label={t('stacks_title')}
                pressed={stacks.on.value}
                press={stacks.toggle}
              />
            )}
          </>
        )}
        {home.opensFiles && <OpenFile viewer={viewer} />}
        <Save shown={viewer.current.value} selection={selection} rules={viewer.rules} />
        {home.kind !== 'file' && <OptionsButton />}
        {home.kind === 'side' && (
          <InspectorButton open={openInspector}>
            <Icon name="external" />
          </InspectorButton>
        )}
      </div>
    </header>
  );
}

function OpenFile({ viewer }: { readonly viewer: Viewer }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        class="open-file"
        icon="open"
        label={t('open_file_title')}
        press={() => {
          chooser.current?.click();
        }}
      />
      <input
        type="file"
        accept=".ndjson,.gz"
        hidden
        multiple
        ref={chooser}
        onChange={(event) => {
          viewer.files.open([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

interface SaveProps {
  readonly shown: Shown;
  readonly rules: Viewer['rules'];
  readonly selection: Selection;
}

function Save({ shown: { history, site, imported }, selection, rules }: SaveProps) {
  const [open, setOpen] = useState(false);
  if (!site && !imported) return null;
  return (
    <>
      <IconButton
        class="export"
        icon="save"
        label={t('export_title')}
        disabled={(history.status.value?.records ?? 0) === 0}
        press={() => {
          setOpen(true);
        }}
      />
      {open && (
        <SaveDialog
          history={history}
          selection={selection}
          rules={rules}
          of={imported ? imported.file : history.origin}
          source={async () => (site ? await site.source() : { from: 'files', files: imported?.files ?? [] })}
          closed={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
