import type { Arrival, Arrow } from '../../src/capture/timeline/types';
import type { ChannelKind } from '../../src/record/record';
import { visibleText } from '../../src/shown/visible';
import { n } from '../browser/i18n';
import { milliseconds } from '../words/milliseconds';
import { fateOf } from '../parts/reached';
import type { Colours } from './colours';
import { endOf, isInSight, lastTime, lineOf, startOf, type Picture } from './picture';
import type { Room } from './room';
import {
  addDot,
  addHead,
  fill,
  line,
  severityIcon,
  text,
  waitingIcon,
  type Canvas,
  type Point,
} from './shapes';

/** Equal signs closer than this many pixels are one with a count. */
const merges = 12;
/** Characters of a name beside an arrow. */
const brief = 24;
/** Beside more arrows in sight there would be no room for names and latencies. */
const mostNamed = 150;

/** What is drawn at the end of an arrow. */
export interface Sign {
  readonly icon: 'missed' | 'waiting' | 'threw' | 'unknown' | 'warning';
  readonly code: string;
}

interface PlacedSign extends Sign {
  readonly at: Point;
  count: number;
}

/** One colour is drawn at once, however many arrows have it. */
interface Strokes {
  readonly solid: Path2D;
  readonly dashed: Path2D;
  readonly filled: Path2D;
  readonly bars: Path2D;
}

/** Arrows from senders to receivers, and what became of each at its end. */
export function drawMessages(canvas: Canvas, colours: Colours, picture: Picture, room: Room): void {
  const strokes = new Map<ChannelKind, Strokes>();
  const signs: PlacedSign[] = [];
  const shown = picture.answer.arrows.filter((arrow) => isInSight(picture, arrow.time, lastTime(arrow)));
  for (const arrow of shown) {
    let of = strokes.get(arrow.channel.kind);
    if (!of) {
      of = { solid: new Path2D(), dashed: new Path2D(), filled: new Path2D(), bars: new Path2D() };
      strokes.set(arrow.channel.kind, of);
    }
    addArrow(of, picture, arrow);
  }
  for (const [kind, { solid, dashed, filled, bars }] of strokes) {
    canvas.strokeStyle = canvas.fillStyle = colours.kind(kind);
    canvas.lineWidth = 1.3;
    canvas.stroke(solid);
    canvas.setLineDash([2, 3]);
    canvas.stroke(dashed);
    canvas.setLineDash([]);
    canvas.lineWidth = 1;
    canvas.fill(filled);
    canvas.globalAlpha = 0.3;
    canvas.fill(bars);
    canvas.globalAlpha = 1;
    canvas.stroke(bars);
  }
  drawSelected(canvas, colours, picture, shown);
  for (const arrow of shown)
    for (const arrival of drawnOf(arrow)) {
      const sign = signOf(arrival);
      if (sign) mergeInto(signs, { ...sign, at: endOf(picture, arrow, arrival), count: 1 });
    }
  for (const sign of signs) drawSign(canvas, colours, sign, room);
  if (shown.length > mostNamed) return;
  for (const arrow of shown) name(canvas, colours, picture, arrow, room);
}

function addArrow({ solid, dashed, filled, bars }: Strokes, picture: Picture, arrow: Arrow): void {
  const from = startOf(picture, arrow);
  addDot(filled, from, 3.2);
  for (const arrival of drawnOf(arrow)) {
    const to = endOf(picture, arrow, arrival);
    const came = arrival.time !== null || arrival.verdict === 'sent';
    const isSolid = came || fateOf(arrival.verdict) === 'missed';
    if (to[1] !== from[1]) {
      const path = isSolid ? solid : dashed;
      path.moveTo(...from);
      path.lineTo(...to);
      if (came) addHead(filled, from, to);
    } else if (came) addDot(filled, to, 2);
    if (arrival.ranFor !== null)
      bars.rect(to[0], to[1] - 4.5, Math.max(4, widthOf(picture, arrival.ranFor)), 9);
  }
}

function widthOf({ scale }: Picture, milliseconds_: number): number {
  return (milliseconds_ / (scale.range.to - scale.range.from || 1)) * scale.width;
}

/**
 * Those that are no news are left out: tabs that were opened afterwards, and what of the sender's own tab
 * does not listen.
 */
export function drawnOf({ lane, arrivals }: Arrow): readonly Arrival[] {
  return arrivals.filter(
    (arrival) =>
      (arrival.verdict !== 'opened-later' || arrival.code !== null) &&
      (arrival.lane !== lane || arrival.time !== null),
  );
}

/** null: it came, or nothing is known against it. */
export function signOf(arrival: Arrival): Sign | null {
  const code = arrival.code?.code ?? '';
  switch (fateOf(arrival.verdict)) {
    case 'missed':
      return { icon: 'missed', code };
    case 'threw':
      return { icon: 'threw', code };
    case 'waiting':
      return { icon: 'waiting', code: '' };
    case 'unknown':
      return { icon: 'unknown', code: '' };
    case 'sent':
      return code === '' ? null : { icon: arrival.code?.severity === 'error' ? 'missed' : 'warning', code };
    case 'heard':
      return null;
  }
}

function mergeInto(signs: PlacedSign[], sign: PlacedSign): void {
  for (let index = signs.length - 1; index >= 0 && index >= signs.length - 60; index -= 1) {
    const other = signs[index];
    if (!other || other.at[1] !== sign.at[1] || other.icon !== sign.icon || other.code !== sign.code)
      continue;
    if (Math.abs(other.at[0] - sign.at[0]) >= merges) continue;
    other.count += sign.count;
    return;
  }
  signs.push(sign);
}

function drawSign(canvas: Canvas, colours: Colours, { icon, code, at, count }: PlacedSign, room: Room): void {
  const [x, y] = [at[0] - 2, at[1]];
  const said = [code, count > 1 ? `×${n(count)}` : ''].filter((part) => part !== '').join(' ');
  const width = said === '' ? 0 : canvas.measureText(said).width;
  const fits = room.take(x, y, 14 + width);
  if (icon === 'waiting') waitingIcon(canvas, colours, [x, y]);
  else if (icon === 'unknown') text(canvas, colours, colours.quiet, '?', [x + 3, y]);
  else severityIcon(canvas, colours, icon === 'warning' ? 'warning' : 'error', [x, y]);
  if (said === '' || !fits) return;
  const colour = icon === 'waiting' ? 'text' : icon === 'warning' ? 'warning' : 'error';
  if (colour !== 'text') fill(canvas, colours[`${colour}-ground`], 1, x + 13, y - 7, width + 6, 14);
  canvas.fillStyle = colours[colour];
  canvas.fillText(said, x + 16, y + 0.5);
}

function drawSelected(canvas: Canvas, colours: Colours, picture: Picture, shown: readonly Arrow[]): void {
  const { selected } = picture;
  if (!selected) return;
  const arrow = shown.find(({ id }) => id === selected.id);
  if (arrow) {
    const from = startOf(picture, arrow);
    canvas.lineWidth = 2.4;
    for (const arrival of drawnOf(arrow))
      line(canvas, colours.kind(arrow.channel.kind), from, endOf(picture, arrow, arrival));
  }
  const x = picture.scale.toPixel(selected.time);
  const y = arrow ? startOf(picture, arrow)[1] : lineOf(picture, selected.lane);
  canvas.strokeStyle = colours.accent;
  canvas.lineWidth = 2;
  canvas.beginPath();
  canvas.arc(x, y, 7, 0, Math.PI * 2);
  canvas.stroke();
  canvas.lineWidth = 1;
}

/** What was sent, at its beginning, and how long it took, at its end, where there is room. */
function name(canvas: Canvas, colours: Colours, picture: Picture, arrow: Arrow, room: Room): void {
  const [x, y] = startOf(picture, arrow);
  const down = arrow.arrivals.every(({ lane }) => lineOf(picture, lane) >= y);
  const said = visibleText(arrow.label.slice(0, brief));
  const width = canvas.measureText(said).width;
  const left = x - 4 - width < 0 ? x + 6 : x - 4 - width;
  const above = y + (down ? -12 : 12);
  if (said !== '' && room.take(left, above, width))
    text(canvas, colours, colours.kind(arrow.channel.kind), said, [left, above]);
  for (const arrival of drawnOf(arrow)) {
    const { latency, ranFor } = arrival;
    if (!latency) continue;
    const [end, lane] = endOf(picture, arrow, arrival);
    const took = `${latency.approximate ? '≈ ' : ''}${milliseconds(latency.milliseconds, latency.resolution)}`;
    const at = end + 6 + (ranFor === null ? 0 : Math.max(4, widthOf(picture, ranFor)));
    if (room.take(at, lane - 7, canvas.measureText(took).width))
      text(canvas, colours, colours.quiet, took, [at, lane - 7]);
  }
}
