import { useEffect, useRef } from 'preact/hooks';
import type { CaptureClient } from '../../src/capture/types';
import type { ExchangeRow, Row } from '../../src/capture/rows/row-types';
import { visibleJson } from '../../src/shown/visible';
import { t } from '../browser/i18n';
import { codeOf } from '../details/as-code';
import { pathOf } from '../../src/shown/url-names';
import { walk } from '../parts/menu';
import { PageText } from '../parts/text';
import type { NameOf } from '../state/names';
import { quoted } from '../../src/filter/print';
import type { Selection } from '../state/selection';
import '../parts/menu.css';

interface Props {
  readonly row: Row;
  readonly x: number;
  readonly y: number;
  readonly capture: CaptureClient;
  readonly selection: Selection;
  readonly nameOf: NameOf;
  readonly close: () => void;
}

/** Characters of a name in the menu. */
const brief = 30;
/** Pixels that the menu may need. */
const room = { width: 280, height: 300 };

/** What can be done with a row. */
export function RowMenu({ row, x, y, capture, selection, nameOf, close }: Props) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    box.current?.querySelector<HTMLElement>('button')?.focus();
    function elsewhere(event: Event): void {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close();
    }
    document.addEventListener('pointerdown', elsewhere);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
    };
  }, [row.id]);

  const channel = 'channel' in row ? row.channel : null;
  const subject = row.row === 'exchange' || row.row === 'event' ? row.subject : '';
  const name = subject || (channel ? pathOf(channel.name) : '');
  const title = nameOf(row.record.context).title;

  const filterBy = (term: string) => (): void => {
    const { filter: now } = selection;
    now.value = now.value === '' ? term : `${now.value} ${term}`;
  };

  const entries = [
    name !== '' && { name: 'only', text: t('menu_only'), of: name, act: filterBy(quoted(name)) },
    name !== '' && { name: 'not', text: t('menu_not'), of: name, act: filterBy(`-${quoted(name)}`) },
    channel && {
      name: 'only-kind',
      text: t('menu_only'),
      of: channel.kind,
      act: () => {
        selection.kinds.value = [channel.kind];
      },
    },
    { name: 'only-tab', text: t('menu_only'), of: title, act: filterBy(quoted(title)) },
    { name: 'not-tab', text: t('menu_not'), of: title, act: filterBy(`-${quoted(title)}`) },
    row.row === 'exchange' && { name: 'follow', text: t('follow'), of: '', act: () => void follow(row) },
    { name: 'copy', text: t('copy_json'), of: '', act: () => void copy('json') },
    { name: 'copy-code', text: t('copy_code'), of: '', act: () => void copy('code') },
  ].filter((entry) => !!entry);

  async function copy(as: 'json' | 'code'): Promise<void> {
    const { details } = await capture.ask({ ask: 'record', record: row.record });
    if (!details) return;
    await navigator.clipboard.writeText(
      as === 'json' ? visibleJson(details.record) : (codeOf(details.record) ?? ''),
    );
  }

  async function follow(of: ExchangeRow): Promise<void> {
    const { row: found, details } = await capture.ask({ ask: 'exchange', id: of.id.replace(/\*$/, '') });
    if (found && details) selection.follow(found, details);
  }

  return (
    <div
      class="popover at-pointer row-menu"
      role="menu"
      aria-label={t('menu_label')}
      ref={box}
      style={{
        left: `${Math.min(x, window.innerWidth - room.width)}px`,
        top: `${Math.max(0, Math.min(y, window.innerHeight - room.height))}px`,
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        else if (!walk(event, 'button')) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {entries.map((entry) => (
        <button
          type="button"
          role="menuitem"
          key={entry.name}
          class={`menu-${entry.name}`}
          onClick={() => {
            entry.act();
            close();
          }}
        >
          {entry.text}
          {entry.of !== '' && (
            <code>
              <PageText text={entry.of.slice(0, brief)} />
            </code>
          )}
        </button>
      ))}
    </div>
  );
}
