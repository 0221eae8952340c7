import { isPlain, visibleRuns } from '../../src/shown/visible';

/**
 * A page's text, literally: what could not be seen, or would turn the rest around, is shown as an escape.
 * Plain text needs no element of its own: each one costs layout and paint, and a list has hundreds.
 */
export function PageText({ text, lines = false }: { readonly text: string; readonly lines?: boolean }) {
  if (isPlain(text)) return <>{text}</>;
  return (
    <bdi>
      {visibleRuns(text, lines).map((run, index) =>
        run.escaped ? (
          <span key={index} class="escape">
            {run.text}
          </span>
        ) : (
          run.text
        ),
      )}
    </bdi>
  );
}
