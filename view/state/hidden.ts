import { signal, type ReadonlySignal } from '@preact/signals';
import { fields, list, oneOf, text } from '../../src/record/parse';
import { findingCodes } from '../../src/findings/catalogue';
import type { Finding, FindingCode } from '../../src/findings/types';
import { forSite, recall, remember, sites } from '../browser/remembered';

/** What the user does not want to see of a site: one finding, a code about one key or channel, or a code. */
export interface Hidden {
  readonly code: FindingCode;
  readonly id: string | null;
  readonly subject: string | null;
}

/** What of a finding decides. */
type About = Pick<Finding, 'id' | 'code' | 'channel' | 'values'>;

export interface HiddenFindings {
  readonly all: ReadonlySignal<readonly Hidden[]>;
  hides(finding: About): boolean;
  hide(one: Hidden): void;
  show(one: Hidden): void;
}

const most = 500;

export function hiddenOf(origin: string): HiddenFindings {
  const all = signal(list(recall(forSite(origin)).hidden, parseHidden) ?? []);

  function keep(hidden: Hidden[]): void {
    all.value = hidden.slice(-most);
    remember(forSite(origin), { hidden: all.value });
  }

  return {
    all,
    hides: (finding) => all.value.some((one) => isOf(one, finding)),
    hide(one) {
      keep([...all.value, one]);
    },
    show(one) {
      keep(all.value.filter((other) => other !== one));
    },
  };
}

/** What a finding is about: the first text that it names, a key or a name, or its channel. */
export function subjectOf({ values, channel }: Pick<Finding, 'values' | 'channel'>): string {
  return values.find((value) => typeof value === 'string') ?? channel.name;
}

function isOf({ code, id, subject }: Hidden, finding: About): boolean {
  if (code !== finding.code) return false;
  return id === null ? subject === null || subject === subjectOf(finding) : id === finding.id;
}

function parseHidden(value: unknown): Hidden | undefined {
  const given = fields(value);
  const code = oneOf(findingCodes, given?.code);
  if (!code) return undefined;
  return { code, id: text(given?.id) ?? null, subject: text(given?.subject) ?? null };
}

export interface HiddenOfSite {
  readonly origin: string;
  readonly hidden: HiddenFindings;
}

/** Every site of which something is hidden. */
export function hiddenSites(): HiddenOfSite[] {
  return sites()
    .map((origin) => ({ origin, hidden: hiddenOf(origin) }))
    .filter(({ hidden }) => hidden.all.value.length > 0);
}
