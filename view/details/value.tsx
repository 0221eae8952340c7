import { useState } from 'preact/hooks';
import { previewOfJson } from '../../src/record/json-preview';
import type { Preview } from '../../src/record/preview';
import type { Text } from '../../src/record/record';
import { Field } from '../parts/field';
import { t } from '../browser/i18n';
import { Tree } from '../parts/tree';

export function TreeField({ name, value }: { readonly name: string; readonly value: Preview }) {
  return (
    <Field name={name}>
      <Tree value={value} />
    </Field>
  );
}

/** JSON as a tree, with the text itself a button away; other text as it is. */
export function ValueTree({ text }: { readonly text: Text | null }) {
  const [raw, setRaw] = useState(false);
  const tree = typeof text === 'string' ? previewOfJson(text) : null;
  if (tree === null) return <TextOf text={text} />;
  return (
    <>
      <button
        type="button"
        class="more"
        aria-pressed={raw}
        onClick={() => {
          setRaw(!raw);
        }}
      >
        {t('details_raw')}
      </button>
      {raw ? <TextOf text={text} /> : <Tree value={tree} />}
    </>
  );
}

export function TextOf({ text }: { readonly text: Text | null }) {
  if (text === null) return <span class="keyword">null</span>;
  if (text === '') return <span class="keyword">{t('value_empty')}</span>;
  return (
    <Tree
      value={
        typeof text === 'string' ? text : { t: 'text', head: text.head, tail: text.tail, n: text.length }
      }
    />
  );
}
