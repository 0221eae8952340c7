import type { Block } from '../../src/capture/timeline/types';
import { visibleText } from '../../src/shown/visible';
import { n, t } from '../browser/i18n';
import { milliseconds } from '../words/milliseconds';
import type { Colours } from './colours';
import { rulerHeight } from './layout';
import type { Room } from './room';
import { boxOf, isInSight, type Picture } from './picture';
import { fill, severityIcon, text, type Canvas } from './shapes';

/** Characters of a name in a block. */
const brief = 24;

/** Messages that are too close to be told apart: how many, between which lanes. */
export function drawBlocks(canvas: Canvas, colours: Colours, picture: Picture, room: Room): void {
  for (const block of picture.answer.blocks) {
    if (!isInSight(picture, block.from, block.to)) continue;
    const box = boxOf(picture, block, 5);
    if (!box) continue;
    const [left, top, width, height] = box;
    const colour = colours.kind(block.kinds[0] ?? 'document');
    fill(canvas, colour, 0.18, left, top, width, height);
    canvas.strokeStyle = colour;
    canvas.beginPath();
    canvas.roundRect(left + 0.5, top + 0.5, Math.max(1, width - 1), height - 1, 2);
    canvas.stroke();
    // Kinds beside the first are seen as a strip above.
    const share = width / block.kinds.length;
    block.kinds.forEach((kind, index) => {
      fill(canvas, colours.kind(kind), 1, left + index * share, top, share, 2);
    });
    label(canvas, colours, picture, block, box, room);
  }
}

function label(
  canvas: Canvas,
  colours: Colours,
  { scale }: Picture,
  block: Block,
  [left, top, width, height]: readonly [number, number, number, number],
  room: Room,
): void {
  const texts = [blockText(block), t('timeline_times', n(block.count))];
  const seen = Math.min(scale.width, left + width) - Math.max(0, left);
  const icon = block.problems > 0 ? 15 : 0;
  const said = texts.find((one) => canvas.measureText(one).width + icon + 16 <= seen);
  const middle = top + height / 2;
  const colour = colours.kind(block.kinds[0] ?? 'document');
  const centre = (Math.max(0, left) + Math.min(scale.width, left + width)) / 2;
  if (said === undefined) {
    const count = t('timeline_times', n(block.count));
    const size = canvas.measureText(count).width;
    if (room.take(centre - size / 2, top - 7, size))
      text(canvas, colours, colour, count, [centre - size / 2, top - 7]);
    if (icon > 0) severityIcon(canvas, colours, 'error', [centre - 6, top + height + 8]);
    return;
  }
  const wide = canvas.measureText(said).width + icon + 14;
  canvas.beginPath();
  canvas.roundRect(centre - wide / 2, middle - 9, wide, 18, 9);
  canvas.fillStyle = colours.ground;
  canvas.fill();
  canvas.strokeStyle = colour;
  canvas.stroke();
  if (icon > 0) severityIcon(canvas, colours, 'error', [centre - wide / 2 + 6, middle]);
  text(canvas, colours, colours.text, said, [centre - wide / 2 + 7 + icon, middle + 0.5]);
}

/** 64 × presence in 121 ms */
export function blockText({ count, subject, from, to }: Block): string {
  const took = milliseconds(to - from, to - from < 10 ? 0.1 : 1);
  return subject === null || subject === ''
    ? t('timeline_messages_in', n(count), took)
    : t('timeline_times_in', n(count), visibleText(subject.slice(0, brief)), took);
}

/**
 * Where a finding was last seen: from the first of its records to the last, over the lanes that it is about.
 */
export function drawRegions(canvas: Canvas, colours: Colours, picture: Picture): void {
  for (const region of picture.regions) {
    if (!isInSight(picture, region.from, region.to)) continue;
    const box = boxOf(picture, region, 13);
    if (!box) continue;
    const [left, top, width, height] = [box[0] - 8, box[1], box[2] + 22, box[3]];
    const colour = colours[region.severity === 'info' ? 'note' : region.severity];
    fill(canvas, colour, 0.07, left, top, width, height);
    canvas.strokeStyle = colour;
    canvas.setLineDash([3, 2]);
    canvas.beginPath();
    canvas.roundRect(left + 0.5, top + 0.5, width, height, 5);
    canvas.stroke();
    canvas.setLineDash([]);
    const x = Math.max(2, left + 2);
    const above = top - 8 < rulerHeight + 6 ? top + 9 : top - 8;
    severityIcon(canvas, colours, region.severity, [x, above]);
    text(canvas, colours, colour, region.code, [x + 15, above + 0.5]);
  }
}
