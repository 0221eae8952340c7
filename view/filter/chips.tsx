import { channelKinds, type ChannelKind } from '../../src/record/record';
import { n, t } from '../browser/i18n';
import { Icon, KindIcon } from '../parts/icons';
import { Menu } from '../parts/menu';
import type { KindCounts } from '../state/counts';
import type { Selection } from '../state/selection';

/** Kinds that people choose together, under the name of the group. */
const groups = [
  { name: 'storage', kinds: ['local-storage', 'session-storage'] },
  { name: 'worker', kinds: ['shared-worker'] },
  { name: 'broadcast', kinds: ['broadcast-channel'] },
  { name: 'websocket', kinds: ['websocket'] },
  { name: 'event_source', kinds: ['event-source'] },
  { name: 'port', kinds: ['message-port'] },
  { name: 'window', kinds: ['window'] },
  { name: 'sw', kinds: ['service-worker'] },
  { name: 'lock', kinds: ['web-lock'] },
  { name: 'idb', kinds: ['indexed-db'] },
  { name: 'cookie', kinds: ['cookie'] },
  { name: 'document', kinds: ['document'] },
] as const satisfies readonly { readonly name: string; readonly kinds: readonly ChannelKind[] }[];
type Group = (typeof groups)[number];

interface Props {
  readonly counts: KindCounts;
  readonly selection: Selection;
}

/** The kinds of channels that have traffic, with how many rows a click would show. */
export function Chips({ counts, selection }: Props) {
  return (
    <div class="toolbar chips" role="group" aria-label={t('kinds_label')}>
      <Chip
        class="all"
        pressed={selection.kinds.value === null}
        count={counts.all}
        press={() => {
          selection.kinds.value = null;
        }}
      >
        {t('kinds_all')}
      </Chip>
      <span class="divider" />
      {groups.map((group) => {
        const count = countOf(counts.kinds, group);
        const pressed = isOn(selection, group);
        return (
          (count > 0 || pressed) && (
            <Chip
              key={group.name}
              class={`kind-${group.name}`}
              pressed={pressed}
              count={count}
              press={(more) => {
                choose(selection, group, more);
              }}
            >
              <KindIcon kind={group.kinds[0]} />
              {t(`kinds_${group.name}`)}
            </Chip>
          )
        );
      })}
      <ProblemsOnly selection={selection} />
    </div>
  );
}

function Chip({
  class: name,
  pressed,
  count,
  press,
  children,
}: {
  readonly class: string;
  readonly pressed: boolean;
  readonly count: number;
  readonly press: (more: boolean) => void;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <button
      type="button"
      class={`chip ${name}`}
      aria-pressed={pressed}
      title={t('kinds_title')}
      onClick={(event) => {
        press(event.ctrlKey || event.metaKey || event.shiftKey);
      }}
    >
      {children}
      <span class="number">{n(count)}</span>
    </button>
  );
}

/** The same where there is no room for a row. */
export function KindMenu({ counts, selection }: Props) {
  const chosen = groups.filter((group) => isOn(selection, group));
  const [first] = chosen;
  const face = first
    ? chosen.length === 1
      ? t(`kinds_${first.name}`)
      : t('kinds_some', n(chosen.length))
    : t('kinds_every');
  return (
    <Menu
      class="kind-menu"
      label={t('kinds_label')}
      atEnd
      face={
        <>
          {face} <Icon name="down" />
        </>
      }
    >
      {() => (
        <>
          <button
            type="button"
            aria-pressed={selection.kinds.value === null}
            onClick={() => {
              selection.kinds.value = null;
            }}
          >
            {t('kinds_every')} <span class="number">{n(counts.all)}</span>
          </button>
          {groups.map(
            (group) =>
              (countOf(counts.kinds, group) > 0 || isOn(selection, group)) && (
                <button
                  type="button"
                  key={group.name}
                  aria-pressed={isOn(selection, group)}
                  onClick={() => {
                    choose(selection, group, true);
                  }}
                >
                  <KindIcon kind={group.kinds[0]} />
                  {t(`kinds_${group.name}`)}
                  <span class="number">{n(countOf(counts.kinds, group))}</span>
                </button>
              ),
          )}
        </>
      )}
    </Menu>
  );
}

export function ProblemsOnly({ selection }: { readonly selection: Selection }) {
  return (
    <label class="problems-only">
      <input
        type="checkbox"
        checked={selection.problemsOnly.value}
        onChange={(event) => {
          selection.problemsOnly.value = event.currentTarget.checked;
        }}
      />
      {t('problems_only')}
    </label>
  );
}

function countOf(counts: ReadonlyMap<ChannelKind, number>, { kinds }: Group): number {
  return kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
}

function isOn({ kinds }: Selection, group: Group): boolean {
  return group.kinds.some((kind) => kinds.value?.includes(kind));
}

/** Alone, or with Ctrl or Shift beside those that are chosen; a second click takes it back. */
function choose(selection: Selection, group: Group, more: boolean): void {
  const before = new Set<ChannelKind>(selection.kinds.value ?? []);
  const wasOn = isOn(selection, group);
  const wasAlone = wasOn && group.kinds.length >= before.size;
  const after = more ? before : new Set<ChannelKind>();
  for (const kind of group.kinds) {
    if (more ? wasOn : wasAlone) after.delete(kind);
    else after.add(kind);
  }
  selection.kinds.value = after.size === 0 ? null : channelKinds.filter((kind) => after.has(kind));
}
