/** The maps of the page with their titles and one legend as one PNG, made in the browser. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { arranged, GAP, halves, legendPlaced, LINE, wrapped, type Size } from './picture-layout';

export interface LegendEntry {
  colour: string;
  label: string;
  pattern?: 'dots' | 'hatch';
}

/** What is drawn in one colour scale. */
export interface LegendGroup {
  title: string | null;
  entries: LegendEntry[];
}

/** A map of the picture; its title and a line under it, where it is one of several. */
export interface Pictured {
  map: MapLibreMap;
  title: string | null;
  line: string | null;
  /** Another one over it, from this share of the width on to the right. */
  over?: { pictured: Pictured; from: number };
}

export interface Caption {
  title: string;
  lines: string[];
  /** What must not be forgotten wherever the picture goes: a drill, data that are not real. */
  marks: string[];
  legend: LegendGroup[];
}

const [MARGIN, SMALL_HEAD] = [24, 48];
const [INK, QUIET, EDGE, MARK, DRAGGED] = ['#16202b', '#4a5765', '#b6c1cc', '#f5c400', '#1f5fbf'];
const FAMILY = "'Be Vietnam Pro', sans-serif";
const [TITLE, STRONG, PLAIN] = [`600 18px ${FAMILY}`, `600 14px ${FAMILY}`, `13px ${FAMILY}`];

export async function picture(pictured: Pictured[], columns: number, caption: Caption): Promise<Blob> {
  await fontsFor(caption, pictured);
  const frames = await Promise.all(pictured.map(framesOf));
  const first = pictured[0]?.map.getCanvas();
  if (!first) throw new Error('no map');
  const scale = first.width / first.clientWidth;
  const titled = pictured.some((one) => one.title !== null);
  const size = { width: first.clientWidth, height: first.clientHeight };
  const placed = arranged(frames.length, columns, size, titled ? SMALL_HEAD : 0);

  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d canvas');
  const measure = (text: string) => pen.measureText(text).width;
  const width = placed.width - 2 * MARGIN;
  pen.font = PLAIN;
  const lines = caption.lines.flatMap((line) => wrapped(line, width, measure));
  pen.font = STRONG;
  const marks = caption.marks.flatMap((mark) => wrapped(mark, width - 2 * GAP, measure));
  const head = MARGIN + LINE * (1 + lines.length) + (marks.length > 0 ? LINE * marks.length + GAP : 0) + 8;
  const across = Math.max(1, Math.min(3, Math.floor(width / 180)));
  const legend = legendPlaced(
    caption.legend.map((group) => ({ titled: group.title !== null, count: group.entries.length })),
    across,
  );
  const foot = MARGIN + legend.height;
  canvas.width = placed.width * scale;
  canvas.height = (head + placed.height + foot) * scale;

  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  write(pen, TITLE, INK, caption.title, MARGIN, MARGIN);
  lines.forEach((line, place) => write(pen, PLAIN, INK, line, MARGIN, MARGIN + LINE * (place + 1)));
  if (marks.length > 0) {
    const top = MARGIN + LINE * lines.length + GAP;
    pen.fillStyle = MARK;
    pen.fillRect(MARGIN, top, width, LINE * marks.length + 4);
    marks.forEach((mark, place) => write(pen, STRONG, INK, mark, MARGIN + GAP, top + LINE * place + 17));
  }
  frames.forEach((drawn, place) => {
    const [x, y] = placed.at[place] ?? [0, 0];
    const one = pictured[place];
    if (one) drawMap(pen, one, drawn, size, { x, y: head + y, head: titled ? SMALL_HEAD : 0 });
  });
  const top = head + placed.height + MARGIN / 2;
  caption.legend.forEach((group, number) => {
    const at = legend.groups[number];
    if (!at) return;
    if (group.title !== null) write(pen, STRONG, INK, group.title, MARGIN, top + at.head + 12, width);
    group.entries.forEach((entry, place) => {
      const [column, down] = at.entries[place] ?? [0, 0];
      const [x, y] = [MARGIN + (column * width) / across, top + down];
      swatch(pen, entry, x, y);
      write(pen, PLAIN, INK, entry.label, x + 34, y + 12, width / across - 40);
    });
  });
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'),
  );
}

/** One map under its title; where another lies over it, each has its title on its own side of the head. */
function drawMap(
  pen: CanvasRenderingContext2D,
  one: Pictured,
  drawn: Frames,
  size: Size,
  at: { x: number; y: number; head: number },
): void {
  const sides = one.over ? [one, one.over.pictured] : [one];
  sides.forEach(({ title, line }, side) => {
    const room = size.width / sides.length - 2 * GAP;
    const left = at.x + GAP + (side * size.width) / sides.length;
    if (title !== null) write(pen, STRONG, INK, title, left, at.y + 19, room);
    if (line !== null) write(pen, PLAIN, QUIET, line, left, at.y + 39, room);
  });
  const top = at.y + at.head;
  pen.drawImage(drawn.under, at.x, top, size.width, size.height);
  if (!one.over || !drawn.over) return;
  const [under, over] = halves(size, one.over.from);
  const scale = drawn.over.width / size.width;
  const cut = [under.width * scale, 0, over.width * scale, drawn.over.height] as const;
  if (over.width > 0) pen.drawImage(drawn.over, ...cut, at.x + under.width, top, over.width, over.height);
  pen.fillStyle = DRAGGED;
  pen.fillRect(at.x + under.width - 1, top, 2, size.height);
}

function write(
  pen: CanvasRenderingContext2D,
  font: string,
  ink: string,
  text: string,
  x: number,
  y: number,
  most?: number,
): void {
  pen.font = font;
  pen.fillStyle = ink;
  pen.fillText(text, x, y, most);
}

function swatch(pen: CanvasRenderingContext2D, entry: LegendEntry, x: number, y: number): void {
  const [width, height] = [26, 14];
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.fillStyle = entry.colour;
  pen.fill();
  pen.clip();
  pen.strokeStyle = pen.fillStyle = '#5d6b7a';
  pen.lineWidth = 1;
  pen.beginPath();
  if (entry.pattern === 'hatch')
    for (let start = -height; start < width; start += 5) {
      pen.moveTo(x + start, y + height);
      pen.lineTo(x + start + height, y);
    }
  pen.stroke();
  if (entry.pattern === 'dots')
    for (let right = 3; right < width; right += 5)
      for (let down = 3; down < height; down += 4) pen.fillRect(x + right, y + down, 1.5, 1.5);
  pen.restore();
  pen.strokeStyle = EDGE;
  pen.strokeRect(x, y, width, height);
}

/** A face is loaded when it is first asked for: until then a canvas writes in another, without a word. */
async function fontsFor(caption: Caption, pictured: Pictured[]): Promise<void> {
  const said = [
    caption.title,
    ...caption.lines,
    ...caption.marks,
    ...caption.legend.flatMap((group) => [group.title ?? '', ...group.entries.map((entry) => entry.label)]),
    ...pictured
      .flatMap((one) => (one.over ? [one, one.over.pictured] : [one]))
      .flatMap((one) => [one.title ?? '', one.line ?? '']),
  ].join(' ');
  await Promise.allSettled([TITLE, STRONG, PLAIN].map((font) => document.fonts.load(font, said)));
}

interface Frames {
  under: HTMLCanvasElement;
  over: HTMLCanvasElement | null;
}

async function framesOf(one: Pictured): Promise<Frames> {
  const [under, over] = await Promise.all([
    frame(one.map),
    one.over ? frame(one.over.pictured.map) : Promise.resolve(null),
  ]);
  return { under, over };
}

/** WebGL keeps a frame only while it is drawn: it is copied in that moment. */
function frame(map: MapLibreMap): Promise<HTMLCanvasElement> {
  return new Promise((done) => {
    map.once('render', () => {
      const from = map.getCanvas();
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [from.width, from.height];
      copy.getContext('2d')?.drawImage(from, 0, 0);
      done(copy);
    });
    map.triggerRepaint();
  });
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
