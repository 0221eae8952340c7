import type { Severity } from '../../src/findings/types';
import type { Colours } from './colours';

export type Canvas = CanvasRenderingContext2D;
export type Point = readonly [x: number, y: number];

export function line(canvas: Canvas, colour: string, from: Point, to: Point): void {
  canvas.strokeStyle = colour;
  canvas.beginPath();
  canvas.moveTo(...from);
  canvas.lineTo(...to);
  canvas.stroke();
}

export function fill(
  canvas: Canvas,
  colour: string,
  alpha: number,
  ...rectangle: [left: number, top: number, width: number, height: number]
): void {
  canvas.globalAlpha = alpha;
  canvas.fillStyle = colour;
  canvas.fillRect(...rectangle);
  canvas.globalAlpha = 1;
}

/** The head of an arrow that comes from a point. */
export function addHead(path: Path2D, from: Point, to: Point): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  path.moveTo(...to);
  for (const side of [-0.45, 0.45])
    path.lineTo(to[0] - 8 * Math.cos(angle + side), to[1] - 8 * Math.sin(angle + side));
  path.closePath();
}

export function addDot(path: Path2D, [x, y]: Point, radius: number): void {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, Math.PI * 2);
}

/** Readable on patterns and arrows: with the ground around it. */
export function text(canvas: Canvas, colours: Colours, colour: string, said: string, at: Point): void {
  canvas.lineJoin = 'round';
  canvas.lineWidth = 3;
  canvas.strokeStyle = colours.ground;
  canvas.strokeText(said, ...at);
  canvas.lineWidth = 1;
  canvas.fillStyle = colour;
  canvas.fillText(said, ...at);
}

/** As those beside words: an octagon with a cross, a triangle with a mark, a ring. 12 pixels wide. */
export function severityIcon(canvas: Canvas, colours: Colours, severity: Severity, [x, y]: Point): void {
  const path = new Path2D();
  const cut = new Path2D();
  if (severity === 'error') {
    for (const [dx, dy] of [
      [3.6, 0],
      [8.4, 0],
      [12, 3.6],
      [12, 8.4],
      [8.4, 12],
      [3.6, 12],
      [0, 8.4],
      [0, 3.6],
    ] as const)
      path.lineTo(x + dx, y - 6 + dy);
    cut.moveTo(x + 3.8, y - 2.2);
    cut.lineTo(x + 8.2, y + 2.2);
    cut.moveTo(x + 8.2, y - 2.2);
    cut.lineTo(x + 3.8, y + 2.2);
  } else {
    path.moveTo(x + 6, y - 6);
    path.lineTo(x + 12, y + 5.5);
    path.lineTo(x, y + 5.5);
    cut.moveTo(x + 6, y - 2);
    cut.lineTo(x + 6, y + 1.4);
    cut.moveTo(x + 6, y + 3.1);
    cut.lineTo(x + 6, y + 3.5);
  }
  if (severity === 'info') {
    path.addPath(cut);
    canvas.strokeStyle = colours.note;
    canvas.stroke(path);
    return;
  }
  path.closePath();
  canvas.fillStyle = colours[severity];
  canvas.fill(path);
  canvas.strokeStyle = colours.ground;
  canvas.lineWidth = 1.5;
  canvas.stroke(cut);
  canvas.lineWidth = 1;
}

/** 12 pixels wide: two bars in a frame. */
export function waitingIcon(canvas: Canvas, colours: Colours, [x, y]: Point): void {
  canvas.fillStyle = colours.ground;
  canvas.strokeStyle = colours.text;
  canvas.beginPath();
  canvas.roundRect(x + 0.5, y - 5.5, 11, 11, 2.5);
  canvas.fill();
  canvas.stroke();
  canvas.fillStyle = colours.text;
  canvas.fillRect(x + 3.5, y - 3, 1.5, 6);
  canvas.fillRect(x + 7, y - 3, 1.5, 6);
}
