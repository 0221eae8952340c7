import type { ChannelBoard, Member } from '../../src/capture/connections/types';
import type { Mark } from '../../src/capture/rows/row-types';
import { n, t } from '../browser/i18n';
import { CodeMark } from '../parts/code-mark';
import type { IconName } from '../parts/icons';
import { TabLetter } from '../parts/tab-label';
import { PageText } from '../parts/text';
import type { Around } from './around';
import { Bars } from './bars';

/** The last seconds as bars, or in words that nothing was ever sent. */
export function Traffic({
  row: { sent, received, bars },
  around,
  icon,
}: {
  readonly row: Pick<ChannelBoard, 'sent' | 'received' | 'bars'>;
  readonly around: Around;
  readonly icon: IconName;
}) {
  if (sent + received === 0) return <span class="quiet">{t('boards_silent')}</span>;
  const count = bars.reduce((sum, one) => sum + one, 0);
  return (
    <Bars bars={bars} most={around.most} kind={icon} label={t('boards_bars', n(count), n(bars.length))} />
  );
}

/** Letters of those on a channel, and faintly of the others. */
export function Members({
  members,
  around: { nameOf, documents },
  absent,
}: {
  readonly members: readonly Member[];
  readonly around: Around;
  readonly absent: boolean;
}) {
  const looks = { listening: 'filled', unknown: 'filled', deaf: 'deaf', asleep: 'asleep' } as const;
  const others = documents.filter((id) => absent && !members.some(({ context }) => context === id));
  const all = [
    ...members.map(({ context, how }) => ({ context, look: looks[how], note: t(`boards_${how}`) })),
    ...others.map((context) => ({ context, look: 'absent' as const, note: t('boards_absent') })),
  ].map((one) => ({ ...one, name: nameOf(one.context) }));
  all.sort((a, b) => a.name.letter.length - b.name.letter.length || (a.name.letter < b.name.letter ? -1 : 1));
  return (
    <span class="members">
      {all.map(({ context, look, note, name }) => (
        <TabLetter key={context} name={name} look={look} note={note} />
      ))}
    </span>
  );
}

export function Tab({ context, around }: { readonly context: string; readonly around: Around }) {
  const name = around.nameOf(context);
  return (
    <>
      <TabLetter name={name} /> <PageText text={name.title} />
    </>
  );
}

export function Name({ text }: { readonly text: string }) {
  return (
    <code title={text}>
      <PageText text={text === '' ? '""' : text} />
    </code>
  );
}

/** Codes of findings, each the way to its finding. */
export function Marks({ marks, around }: { readonly marks: readonly Mark[]; readonly around: Around }) {
  return (
    <>
      {marks.map((mark) => (
        <button
          type="button"
          key={mark.code}
          class="to-finding"
          title={t('boards_open_finding', mark.code)}
          onClick={() => {
            around.openFinding(mark);
          }}
        >
          <CodeMark code={mark.code} severity={mark.severity} />
        </button>
      ))}
    </>
  );
}
