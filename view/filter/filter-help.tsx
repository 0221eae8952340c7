import { fields, seenOfText, syntax } from '../../src/filter/help';
import { n, t, type MessageName } from '../browser/i18n';
import { Menu } from '../parts/menu';

/** All that a filter can ask. */
export function FilterHelp() {
  return (
    <Menu class="filter-help" label={t('filter_help')} face="?" atEnd>
      {() => (
        <dl tabIndex={0}>
          {syntax.map(({ example, help }) => (
            <Entry key={example} term={example} text={t(help, n(seenOfText))} />
          ))}
          {fields.map(({ name, help, examples }) => (
            <Entry key={name} term={`${name}:`} text={t(help as MessageName)} examples={examples} />
          ))}
        </dl>
      )}
    </Menu>
  );
}

function Entry({
  term,
  text,
  examples = [],
}: {
  readonly term: string;
  readonly text: string;
  readonly examples?: readonly string[];
}) {
  return (
    <>
      <dt>
        <code>{term}</code>
      </dt>
      <dd>
        {text}
        {examples.map((example) => (
          <span key={example}>
            {' '}
            <code>{example}</code>
          </span>
        ))}
      </dd>
    </>
  );
}
