import type { LaneSpan } from '../../src/capture/timeline/types';
import { visibleText } from '../../src/shown/visible';
import { t } from '../browser/i18n';
import type { Colours } from './colours';
import type { LanePlace } from './layout';
import { handOvers, rowsOf } from './locks';
import { placeOf, type Picture } from './picture';
import { fill, line, text, type Canvas, type Point } from './shapes';

const barHeight = 11;

/** The ground of each lane: what state its tab was in, by pattern, and its line. */
export function drawLanes(canvas: Canvas, colours: Colours, picture: Picture): void {
  const { width } = picture.scale;
  for (const { id, channel, spans } of picture.answer.lanes) {
    const place = placeOf(picture, id);
    if (!place || place.top > picture.height || place.top + place.height < 0) continue;
    if (channel) fill(canvas, colours.sunken, 1, 0, place.top, width, place.height);
    canvas.lineWidth = 1.5;
    line(canvas, colours.faint, [0, place.middle], [width, place.middle]);
    canvas.lineWidth = 1;
    for (const span of spans) drawSpan(canvas, colours, picture, span, place);
    const bottom = place.top + place.height - 0.5;
    line(canvas, colours.line, [0, bottom], [width, bottom]);
  }
}

/**
 * hidden: tinted, with a dashed line. back/forward cache: dotted. frozen: hatched. gone: striped, without a
 * line. not there yet: without a line.
 */
function drawSpan(
  canvas: Canvas,
  colours: Colours,
  { scale, answer }: Picture,
  { from, to, state }: LaneSpan,
  { top, height, middle }: LanePlace,
): void {
  // What lasts as far as is known lasts beyond the first and the last record.
  const isFirst = answer.window !== null && from <= answer.window.from;
  const isLast = answer.window !== null && to >= answer.window.to;
  const left = isFirst ? -1 : Math.max(-1, scale.toPixel(from));
  const right = isLast ? scale.width + 1 : Math.min(scale.width + 1, scale.toPixel(to));
  if (right <= left) return;
  canvas.save();
  canvas.beginPath();
  canvas.rect(left, top, right - left, height);
  canvas.clip();
  fill(canvas, colours.ground, 1, left, middle - 2, right - left, 4);
  fill(canvas, colours.raised, 1, left, top, right - left, height);
  const isGone = state === 'gone' || state === 'discarded';
  if (!isGone && state !== 'absent') {
    canvas.setLineDash(state === 'hidden' ? [4, 3] : [1.5, 4]);
    line(canvas, colours.faint, [left, middle], [right, middle]);
    canvas.setLineDash([]);
  }
  if (state === 'frozen' || isGone) hatch(canvas, colours.faint, [left, top], [right, top + height], isGone);
  if (state === 'bfcached' || state === 'prerendering')
    dots(canvas, colours.faint, [left, top], [right, top + height]);
  const said = state === 'absent' ? '' : t(`state_${state}`);
  if (said !== '' && right - left > canvas.measureText(said).width + 10)
    text(canvas, colours, colours.quiet, said, [left + 5, top + height - 9]);
  canvas.restore();
}

/** Stripes that stand still while their span is drawn from another beginning. */
function hatch(canvas: Canvas, colour: string, [left, top]: Point, [right, bottom]: Point, wide: boolean) {
  const step = wide ? 18 : 8;
  canvas.globalAlpha = wide ? 0.25 : 0.4;
  canvas.strokeStyle = colour;
  canvas.beginPath();
  const tall = bottom - top;
  for (let x = Math.floor((left - tall) / step) * step; x < right; x += step) {
    canvas.moveTo(x, bottom);
    canvas.lineTo(x + tall, top);
  }
  canvas.stroke();
  canvas.globalAlpha = 1;
}

function dots(canvas: Canvas, colour: string, [left, top]: Point, [right, bottom]: Point): void {
  canvas.globalAlpha = 0.7;
  canvas.fillStyle = colour;
  for (let x = Math.floor(left / 8) * 8 + 4; x < right; x += 8)
    for (let y = top + 4; y < bottom; y += 8) canvas.fillRect(x, y, 1.5, 1.5);
  canvas.globalAlpha = 1;
}

/** Who held a lock and who waited for it, and where it went from one to the next. */
export function drawLocks(canvas: Canvas, colours: Colours, picture: Picture): void {
  const { scale, answer } = picture;
  const colour = colours.kind('web-lock');
  const rows = rowsOf(answer.locks);
  for (const bar of answer.locks) {
    const place = placeOf(picture, bar.lane);
    const [left, right] = [
      Math.max(-2, scale.toPixel(bar.from)),
      Math.min(scale.width + 2, scale.toPixel(bar.to ?? Infinity)),
    ];
    if (!place || right < left) continue;
    const top = topOf(place, rows.get(bar.name) ?? 0);
    fill(canvas, colours.ground, 0.8, left, top, right - left, barHeight);
    if (bar.state === 'held') fill(canvas, colour, 0.2, left, top, right - left, barHeight);
    else {
      canvas.save();
      canvas.beginPath();
      canvas.rect(left, top, right - left, barHeight);
      canvas.clip();
      hatch(canvas, colour, [left, top], [right, top + barHeight], false);
      canvas.restore();
    }
    canvas.strokeStyle = colour;
    canvas.setLineDash(bar.state === 'held' ? [] : [3, 2]);
    canvas.strokeRect(left + 0.5, top + 0.5, Math.max(1, right - left - 1), barHeight - 1);
    canvas.setLineDash([]);
    const said = t(bar.state === 'held' ? 'timeline_holds' : 'timeline_waits', visibleText(bar.name));
    if (right - left > canvas.measureText(said).width + 8)
      text(canvas, colours, colour, said, [Math.max(0, left) + 5, top + barHeight / 2 + 0.5]);
  }
  for (const [before, after] of handOvers(answer.locks)) {
    const [giver, taker] = [placeOf(picture, before.lane), placeOf(picture, after.lane)];
    const x = scale.toPixel(after.from);
    if (!giver || !taker || x < 0 || x > scale.width) continue;
    const row = rows.get(before.name) ?? 0;
    const down = taker.middle > giver.middle;
    const from = topOf(giver, row) + (down ? barHeight : 0);
    const to = topOf(taker, row) + (down ? 0 : barHeight);
    canvas.setLineDash([2, 2]);
    line(canvas, colour, [x, from], [x, to]);
    canvas.setLineDash([]);
    canvas.fillStyle = colour;
    canvas.beginPath();
    canvas.moveTo(x, to);
    for (const side of [-3.5, 3.5]) canvas.lineTo(x + side, to + (down ? -6 : 6));
    canvas.fill();
  }
}

function topOf({ top, height }: LanePlace, row: number): number {
  return top + height - (barHeight + 3) * (row + 1);
}
