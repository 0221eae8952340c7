import type { Lane } from '../../src/capture/timeline/types';
import type { FindingRow } from '../../src/capture/lists/list-types';
import type { NameOf } from '../state/names';
import type { Region } from './picture';

/** More would hide each other. */
const most = 200;

/**
 * Where errors and warnings were last seen, from first to last record; what has one record is marked by its
 * sign alone.
 */
export function regionsOf(findings: readonly FindingRow[], lanes: readonly Lane[], nameOf: NameOf): Region[] {
  return findings
    .filter(({ finding }) => finding.severity !== 'info')
    .slice(0, most)
    .flatMap(({ finding: { id, code, severity, evidence, contexts }, span }) => {
      if (!span) return [];
      return {
        id,
        code,
        severity,
        ...span,
        lanes: [...new Set([...contexts, ...evidence.map(({ context }) => context)])].map((context) =>
          laneOf(lanes, nameOf, context),
        ),
      };
    });
}

/** The lane of a document: of a frame that is unfolded its own, else that of its tab. */
export function laneOf(lanes: readonly Lane[], nameOf: NameOf, context: string): string {
  const { letter } = nameOf(context);
  const tab = letter === '?' ? context : letter;
  return lanes.find((lane) => lane.isFrame && lane.context === context)?.id ?? tab;
}
