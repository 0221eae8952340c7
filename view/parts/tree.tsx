import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { keyText, previewText, taggedText } from '../../src/shown/preview-text';
import type { Preview } from '../../src/record/preview';
import { n, t } from '../browser/i18n';
import { PageText } from './text';

/** Children shown before `more` is asked for. */
const page = 100;

/** A value as a tree that opens part by part; nothing of a closed part is rendered. */
export function Tree({ value }: { readonly value: Preview }) {
  return (
    <div class="tree">
      <Node label={null} value={value} open />
    </div>
  );
}

function Node({
  label,
  value,
  open = false,
}: {
  readonly label: ComponentChildren;
  readonly value: Preview;
  readonly open?: boolean;
}) {
  const [opened, setOpened] = useState(open);
  const [limit, setLimit] = useState(page);
  const parts = partsOf(value);
  if (!parts) {
    return (
      <div class="leaf">
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  return (
    <details
      open={opened}
      onToggle={(event) => {
        if (event.target === event.currentTarget) setOpened(event.currentTarget.open);
      }}
    >
      <summary>
        {label}
        <span class="brief">
          <PageText text={previewText(value, 120)} />
        </span>
      </summary>
      {opened &&
        parts
          .slice(0, limit)
          .map((part, index) => <Node key={index} label={part.label} value={part.value} />)}
      {opened && parts.length > limit && (
        <button
          type="button"
          class="more"
          onClick={() => {
            setLimit(limit + 10 * page);
          }}
        >
          {t('tree_more', n(parts.length - limit))}
        </button>
      )}
      {opened && <Cut value={value} />}
    </details>
  );
}

interface Part {
  readonly label: ComponentChildren;
  readonly value: Preview;
}

function partsOf(value: Preview): Part[] | null {
  if (typeof value !== 'object' || value === null) return null;
  switch (value.t) {
    case 'object':
      return value.k.map((key, index) => ({ label: name(keyText(key)), value: value.v[index] ?? null }));
    case 'array':
    case 'set':
      return value.v.map((element, index) => ({ label: name(String(index)), value: element }));
    case 'map':
      return value.k.map((key, index) => ({
        label: name(previewText(key, 60), ' => '),
        value: value.v[index] ?? null,
      }));
    case 'buffer':
    case 'view':
      return value.v === '' ? null : [{ label: null, value: { t: 'platform', c: hexText(value.v) } }];
    default:
      return null;
  }
}

function name(text: string, separator = ': ') {
  return (
    <span class="name">
      <PageText text={text} />
      {separator}
    </span>
  );
}

function hexText(hex: string): string {
  return hex.replace(/..(?!$)/g, '$& ');
}

function Leaf({ value }: { readonly value: Preview }) {
  if (typeof value === 'string') {
    return (
      <span class="string">
        <PageText text={value} lines />
      </span>
    );
  }
  if (typeof value === 'number') return <span class="number">{String(value)}</span>;
  if (typeof value !== 'object' || value === null) return <span class="keyword">{String(value)}</span>;
  if (value.t !== 'text') {
    return (
      <span class="keyword">
        <PageText text={taggedText(value)} />
      </span>
    );
  }
  return (
    <span class="string">
      <PageText text={value.head} lines />
      <span class="cut">{t('value_cut', n(value.n), n(value.head.length), n(value.tail.length))}</span>
      <PageText text={value.tail} lines />
    </span>
  );
}

/** Says what the record does not hold. */
function Cut({ value }: { readonly value: Preview }) {
  if (typeof value !== 'object' || value === null) return null;
  if (value.t !== 'object' && value.t !== 'array' && value.t !== 'map' && value.t !== 'set') return null;
  const missing = value.n - value.v.length;
  return missing > 0 ? <div class="cut">{t('tree_cut', n(missing))}</div> : null;
}
