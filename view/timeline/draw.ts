import { tickText, finestSpanText } from '../words/time';
import { ticksOf } from '../parts/time-scale';
import type { Colours } from './colours';
import { drawBlocks, drawRegions } from './draw-blocks';
import { drawLanes, drawLocks } from './draw-lanes';
import { drawMessages } from './draw-messages';
import { rulerHeight } from './layout';
import { createRoom } from './room';
import type { Picture } from './picture';
import { fill, line, text, type Canvas } from './shapes';

export const font = '11px system-ui, sans-serif';
const tickApart = 100;

/** Draws what is in sight of a timeline, and nothing else. */
export function draw(
  canvas: Canvas,
  colours: Colours,
  picture: Picture,
  clock: { readonly zero: number; readonly isClock: boolean },
): void {
  const { scale, height, span } = picture;
  canvas.clearRect(0, 0, scale.width, height);
  canvas.font = font;
  canvas.textBaseline = 'middle';
  canvas.lineWidth = 1;
  const ticks = ticksOf(scale, clock.isClock ? 0 : clock.zero, tickApart);
  for (const tick of ticks) {
    const x = Math.round(scale.toPixel(tick)) + 0.5;
    line(canvas, colours.hair, [x, rulerHeight], [x, height]);
  }
  drawLanes(canvas, colours, picture);
  drawRegions(canvas, colours, picture);
  const room = createRoom();
  drawBlocks(canvas, colours, picture, room);
  drawLocks(canvas, colours, picture);
  drawMessages(canvas, colours, picture, room);
  // Lanes scroll below the ruler.
  fill(canvas, colours.ground, 1, 0, 0, scale.width, rulerHeight - 1);
  line(canvas, colours.line, [0, rulerHeight - 0.5], [scale.width, rulerHeight - 0.5]);
  const said = tickText(ticks, clock.zero, clock.isClock);
  for (const tick of ticks) {
    const x = Math.round(scale.toPixel(tick)) + 0.5;
    line(canvas, colours.line, [x, 4], [x, rulerHeight - 1]);
    text(canvas, colours, colours.quiet, said(tick), [x + 4, rulerHeight / 2]);
  }
  if (!span) return;
  const [left, right] = [scale.toPixel(span.from), scale.toPixel(span.to)];
  fill(canvas, colours.accent, 0.15, left, 0, right - left, height);
  for (const x of [left, right]) line(canvas, colours.accent, [x, 0], [x, height]);
  text(canvas, colours, colours.accent, finestSpanText(span.to - span.from), [left + 4, rulerHeight + 10]);
}
