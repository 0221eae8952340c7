import type { Lane } from '../../src/capture/timeline/types';
import type { Finding } from '../../src/findings/types';
import type { History } from '../state/history';
import type { NameOf } from '../state/names';
import type { Region } from './picture';

/** More would hide each other. */
const most = 200;

/** Where errors and warnings were last seen, from first to last record; what has one record is marked by its sign alone. */
export function regionsOf(
  history: History,
  findings: readonly Finding[],
  lanes: readonly Lane[],
  nameOf: NameOf,
): Region[] {
  return findings
    .filter(({ severity, evidence }) => severity !== 'info' && evidence.length > 1)
    .slice(0, most)
    .flatMap(({ id, code, severity, evidence, contexts }) => {
      const times = evidence.flatMap((ref) => history.analysis.correlator.record(ref)?.time ?? []);
      if (times.length < 2) return [];
      return {
        id,
        code,
        severity,
        from: Math.min(...times),
        to: Math.max(...times),
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
