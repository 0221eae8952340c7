import type { Finding } from '../../findings/types';
import type { About } from '../about';
import { mistakeAt } from '../syntax';
import type { Field } from './field';
import { numberTest } from './number-test';
import { textTest } from './text-test';

interface TextField extends Omit<Field, 'read'> {
  /** A word must be one of these texts, not a part of one. */
  readonly whole?: boolean;
  texts(about: About): Iterable<string>;
  ofFinding?(finding: Finding): Iterable<string>;
}

/** A field whose values are texts; one of them is enough. */
export function textField({ texts, ofFinding, whole, ...field }: TextField): Field {
  return {
    ...field,
    read(value) {
      const test = textTest(value, whole);
      if (typeof test !== 'function') return test;
      return {
        record: (about) => some(texts(about), test),
        finding: (finding) => some(ofFinding?.(finding) ?? [], test),
      };
    },
  };
}

interface NumberField extends Omit<Field, 'read'> {
  /** How many of what is counted a unit is; '' for none. */
  readonly units: { readonly [unit: string]: number };
  number(about: About): number | null;
}

/** A field whose value is a number, or none. */
export function numberField({ units, number, ...field }: NumberField): Field {
  return {
    ...field,
    read(value) {
      const test = numberTest(value, units);
      if (typeof test !== 'function') return test;
      return {
        record(about) {
          const found = number(about);
          return found !== null && test(found);
        },
        finding: () => false,
      };
    },
  };
}

interface ChoiceField extends Omit<Field, 'read'> {
  readonly values: readonly string[];
  has(about: About, choice: string): boolean;
  ofFinding?(finding: Finding, choice: string): boolean;
}

/** A field with a few fixed values. */
export function choiceField({ has, ofFinding, ...field }: ChoiceField): Field {
  return {
    ...field,
    read({ text, kind, place }) {
      const choice = text.toLowerCase();
      if (kind === 'pattern' || !field.values.includes(choice))
        return mistakeAt(place, 'filter_error_choice', text, field.values.join(', '));
      return {
        record: (about) => has(about, choice),
        finding: (finding) => ofFinding?.(finding, choice) ?? false,
      };
    },
  };
}

function some(texts: Iterable<string>, test: (text: string) => boolean): boolean {
  for (const text of texts) if (test(text)) return true;
  return false;
}
