import type { Board, ChannelBoard } from '../../src/capture/connections/types';
import { n, t } from '../browser/i18n';
import { FindingText } from '../parts/finding-text';
import { Icon, SeverityIcon } from '../parts/icons';
import { OpenFinding } from '../parts/open-finding';
import { TabLetter } from '../parts/tab-label';
import { PageText } from '../parts/text';
import { spanText } from '../words/time';
import type { Around } from './around';
import { Section } from './board';
import { Marks, Members, Traffic } from './cells';

/** Each SharedWorker's identity is a card: of two copies of one script what differs is marked. */
export function Workers({
  board: { total, rows },
  around,
}: {
  readonly board: Board<ChannelBoard>;
  readonly around: Around;
}) {
  return (
    <Section icon="worker" title={t('boards_workers')} note={n(total)} total={total} shown={rows.length}>
      <Copies around={around} />
      <div class="cards">
        {rows.map((row) => (
          <Card key={row.channel.name} row={row} others={rows} around={around} />
        ))}
      </div>
    </Section>
  );
}

/** More are counted in the list of findings. */
const mostCopies = 2;

/** Who runs another copy than the others, as a sentence: two cards alike are easily taken for one. */
function Copies({ around: { findings, tabs, openFinding } }: { readonly around: Around }) {
  const copies = findings.filter(({ code, severity }) => code === 'W3' && severity !== 'info');
  return (
    <>
      {copies.slice(0, mostCopies).map((finding) => (
        <p key={finding.id} class={`copies ${finding.severity}`}>
          <SeverityIcon severity={finding.severity} />
          <span>
            <FindingText finding={finding} part="title" tabs={tabs} />
          </span>
          <OpenFinding finding={finding} show={openFinding} />
        </p>
      ))}
    </>
  );
}

function Card({
  row,
  others,
  around,
}: {
  readonly row: ChannelBoard;
  readonly others: readonly ChannelBoard[];
  readonly around: Around;
}) {
  const own = identityOf(row);
  const twins = others.map(identityOf).filter((one) => one.id !== own.id && one.path === own.path);
  const differs = (part: 'query' | 'name' | 'type'): string =>
    twins.some((twin) => twin[part] !== own[part]) ? 'differs' : '';
  const { opened, first, members, sent, received, marks } = row;
  return (
    <article class={`card${members.length === 0 ? ' closed' : ''}`}>
      <h3>
        <span class="k-worker">
          <Icon name="worker" />
        </span>{' '}
        <code title={own.url}>
          <PageText text={own.path} />
          {own.query !== '' && (
            <span class={differs('query')}>
              <PageText text={own.query} />
            </span>
          )}
        </code>
        <Marks marks={marks} around={around} />
      </h3>
      <dl>
        <dt>{t('boards_name')}</dt>
        <dd class={differs('name')}>
          {own.name === '' ? t('boards_no_name') : <PageText text={own.name} />}
        </dd>
        <dt>{t('boards_type')}</dt>
        <dd class={differs('type')}>{own.type}</dd>
        <dt>{t('boards_tabs')}</dt>
        <dd>
          {members.length === 0 ? (
            t('boards_nobody')
          ) : (
            <Members members={members} around={around} absent={false} />
          )}
        </dd>
        <dt>{t('boards_since')}</dt>
        <dd>
          {opened !== null && spanText(around.until - opened)} {t('boards_first')}{' '}
          <TabLetter name={around.nameOf(first)} />
        </dd>
        <dt>{t('boards_messages')}</dt>
        <dd>{t('boards_to_and_from', n(sent), n(received))}</dd>
      </dl>
      <Traffic row={row} around={around} icon="worker" />
    </article>
  );
}

interface Identity {
  readonly id: string;
  readonly url: string;
  readonly path: string;
  readonly query: string;
  readonly name: string;
  readonly type: string;
}

/** The URL and the worker's name share the channel's name: no URL holds a space (src/record/record.ts). */
function identityOf({ channel: { name: id }, type }: ChannelBoard): Identity {
  const space = id.indexOf(' ');
  const url = space < 0 ? id : id.slice(0, space);
  const name = space < 0 ? '' : id.slice(space + 1);
  try {
    const { pathname, search, hash } = new URL(url);
    return { id, url, path: pathname, query: search + hash, name, type };
  } catch {
    return { id, url, path: url, query: '', name, type };
  }
}
