import { byPlace } from '../../record/by-time';
import { firstIndex } from '../../record/held';
import type { Record } from '../../record/record';

/** A row, and those that are folded into it. */
export interface Unit {
  readonly head: Record;
  /** The folded ones, `head` first; null where it stands alone. */
  readonly members: readonly Record[] | null;
  readonly kind: 'equal' | 'reconnects';
}

interface Growing {
  readonly head: Record;
  members: Record[] | null;
  readonly kind: Unit['kind'];
  readonly key: string | null;
  /** Of reconnects: when the socket carried something; nothing folds into it any more. */
  endedAt: number;
}

/** What may be folded together. */
export interface FoldKey {
  readonly key: string;
  readonly kind: Unit['kind'];
}

export interface FoldRules {
  /** null for a record that stands alone. */
  keyOf(record: Record): FoldKey | null;
  /** The key of a run of reconnects that a record ends; null where it ends none. */
  ends(record: Record): string | null;
}

/** Rows of records in the order of their times, folded. */
export interface Folding {
  units(): readonly Unit[];
  /** Folds anew what is of that time or later. */
  fold(records: readonly Record[], from: number): void;
  /** Lets go of what was before that time. */
  forget(before: number): void;
}

/** Equal sends fold for so many milliseconds after the first of them. */
const equalWithinMs = 1_000;
/** A socket's reconnects fold while the next comes within so many milliseconds of the one before. */
const reconnectsWithinMs = 60_000;

export function createFolding({ keyOf, ends }: FoldRules): Folding {
  const units: Growing[] = [];
  /** Those of reconnects: they may go on for long. */
  const runs: Growing[] = [];

  /**
   * Undoes what is of that time or later; the units of which something may still be folded with what follows.
   */
  function undo(from: number): Map<string, Growing> {
    const open = new Map<string, Growing>();
    units.length = firstIndex(units, ({ head }) => head.time >= from);
    runs.length = firstIndex(runs, ({ head }) => head.time >= from);
    const lately = firstIndex(units, ({ head }) => head.time > from - equalWithinMs);
    for (const unit of [...runs, ...units.slice(lately).filter(({ kind }) => kind === 'equal')]) {
      if (unit.members && latestOf(unit) >= from) {
        const members = unit.members.filter(({ time }) => time < from);
        unit.members = members.length > 1 ? members : null;
      }
      if (unit.endedAt >= from) unit.endedAt = Infinity;
      if (unit.key !== null && unit.endedAt === Infinity) open.set(unit.key, unit);
    }
    return open;
  }

  /** What is left of one whose first ones are gone. */
  function since(unit: Growing, before: number): Growing[] {
    const members = unit.members?.filter(({ time }) => time >= before) ?? [];
    const [head] = members;
    return head ? [{ ...unit, head, members: members.length > 1 ? members : null }] : [];
  }

  return {
    units: () => units,
    forget(before) {
      const gone = units.splice(
        0,
        firstIndex(units, ({ head }) => head.time >= before),
      );
      const left = gone.flatMap((unit) => since(unit, before));
      for (const unit of left) units.push(unit);
      if (left.length > 0) units.sort((a, b) => byPlace(a.head, b.head));
      runs.length = 0;
      for (const unit of units) if (unit.kind === 'reconnects') runs.push(unit);
    },
    fold(records, from) {
      const open = undo(from);
      for (let at = firstIndex(records, ({ time }) => time >= from); at < records.length; at += 1) {
        const record = records[at];
        if (!record) continue;
        const ended = ends(record);
        const run = ended === null ? undefined : open.get(ended);
        if (ended !== null && run) {
          run.endedAt = record.time;
          open.delete(ended);
        }
        const key = keyOf(record);
        const unit = key ? open.get(key.key) : undefined;
        if (unit && isNear(unit, record)) {
          unit.members ??= [unit.head];
          unit.members.push(record);
          continue;
        }
        const made: Growing = {
          head: record,
          members: null,
          kind: key?.kind ?? 'equal',
          key: key?.key ?? null,
          endedAt: Infinity,
        };
        units.push(made);
        if (made.kind === 'reconnects') runs.push(made);
        if (key) open.set(key.key, made);
      }
    },
  };
}

function latestOf({ head, members }: Unit): number {
  return (members?.at(-1) ?? head).time;
}

function isNear(unit: Growing, { time }: Record): boolean {
  if (unit.kind === 'equal') return time - unit.head.time < equalWithinMs;
  return time - latestOf(unit) < reconnectsWithinMs;
}
