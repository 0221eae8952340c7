import { useState } from 'preact/hooks';
import { wholeText } from '../../src/shown/columns';
import { previewOfJson } from '../../src/record/json-preview';
import type { Text } from '../../src/record/record';
import { n, t } from '../browser/i18n';
import { Diff } from '../parts/diff';
import { jsonDiff, type JsonLine } from '../parts/json-lines';
import { PageText } from '../parts/text';
import { Tree } from '../parts/tree';
import { TextOf } from './value';

const forms = ['diff', 'old', 'new', 'text'] as const;
type Form = (typeof forms)[number];

interface Props {
  readonly before: Text | null;
  readonly after: Text | null;
}

/**
 * What a write changed: of JSON only the paths that did; the old, the new, and both as they were, a click
 * away.
 */
export function Changed({ before, after }: Props) {
  const diff = jsonDiff(before, after);
  const comparable = before !== null && after !== null;
  const [form, setForm] = useState<Form>(comparable ? 'diff' : after === null ? 'old' : 'new');
  return (
    <section class="changed">
      <div class="with-link">
        <h3>{t('details_changed')}</h3>
        {diff && <span class="note">{t('changed_values', n(diff.changed), n(diff.total))}</span>}
        <div class="forms" role="group" aria-label={t('details_changed')}>
          {forms
            .filter((one) => comparable || one !== 'diff')
            .map((one) => (
              <button
                type="button"
                key={one}
                class={`form-${one}`}
                aria-pressed={form === one}
                onClick={() => {
                  setForm(one);
                }}
              >
                {t(`form_${one}`)}
              </button>
            ))}
        </div>
      </div>
      <div class="value-box">
        {form === 'diff' &&
          (diff ? <Lines lines={diff.lines} /> : <Diff oldValue={before} newValue={after} />)}
        {form === 'old' && <Value text={before} />}
        {form === 'new' && <Value text={after} />}
        {form === 'text' && (
          <pre class="diff" tabIndex={0}>
            <del>
              <PageText text={before === null ? 'null' : wholeText(before)} lines />
            </del>
            {'\n'}
            <ins>
              <PageText text={after === null ? 'null' : wholeText(after)} lines />
            </ins>
          </pre>
        )}
      </div>
    </section>
  );
}

export function Value({ text }: { readonly text: Text | null }) {
  const tree = typeof text === 'string' ? previewOfJson(text) : null;
  return tree === null ? <TextOf text={text} /> : <Tree value={tree} />;
}

/** Characters of a value in a line. */
const brief = 200;
/** Names of what did not change. */
const most = 6;

function Lines({ lines }: { readonly lines: readonly JsonLine[] }) {
  return (
    <div class="json-diff" role="table" tabIndex={0} aria-label={t('form_diff')}>
      {lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </div>
  );
}

function Line({ line: { depth, mark, key, before, after, unchanged } }: { readonly line: JsonLine }) {
  const isOpening = after === '{' || after === '[';
  const isChange = mark !== ' ' && !(isOpening && before === null);
  return (
    <div role="row" class={isChange ? `change mark-${named(mark)}` : ''} style={{ '--depth': depth }}>
      <span role="cell">
        {isChange && <span class="sign">{mark}</span>}
        {key !== null && (
          <>
            <span class="name">
              <PageText text={key} />
            </span>
            {': '}
          </>
        )}
        {before !== null && (
          <del>
            <PageText text={before.slice(0, brief)} />
          </del>
        )}
        {before !== null && after !== null && <span class="note"> → </span>}
        {after !== null &&
          (isChange ? (
            <ins>
              <PageText text={after.slice(0, brief)} />
            </ins>
          ) : (
            after
          ))}
        {unchanged.length > 0 && (
          <span class="note">
            {t('json_unchanged', n(unchanged.length))} <PageText text={unchanged.slice(0, most).join(', ')} />
            {unchanged.length > most && ' …'}
          </span>
        )}
      </span>
    </div>
  );
}

function named(mark: JsonLine['mark']): string {
  return { '+': 'came', '-': 'gone', '~': 'other', ' ': 'same' }[mark];
}
