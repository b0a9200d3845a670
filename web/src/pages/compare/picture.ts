/** The map with its title and legend as one PNG, made in the browser. */
import type { Map as MapLibreMap } from 'maplibre-gl';

export interface Caption {
  title: string;
  lines: string[];
  legend: { colour: string; label: string }[];
}

const MARGIN = 24;
const LINE = 22;

export async function picture(map: MapLibreMap, caption: Caption): Promise<Blob> {
  const drawn = await frame(map);
  const scale = drawn.width / map.getCanvas().clientWidth;
  const head = MARGIN + LINE * (1 + caption.lines.length) + 8;
  const foot = MARGIN + LINE * Math.ceil(caption.legend.length / 3);
  const canvas = document.createElement('canvas');
  canvas.width = drawn.width;
  canvas.height = drawn.height + (head + foot) * scale;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d canvas');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, 0, head * scale);
  pen.scale(scale, scale);
  pen.fillStyle = '#16202b';
  pen.font = "600 18px 'Be Vietnam Pro', sans-serif";
  pen.fillText(caption.title, MARGIN, MARGIN);
  pen.font = "13px 'Be Vietnam Pro', sans-serif";
  caption.lines.forEach((line, place) => pen.fillText(line, MARGIN, MARGIN + LINE * (place + 1)));
  const top = head + drawn.height / scale + MARGIN / 2;
  const width = (drawn.width / scale - 2 * MARGIN) / 3;
  caption.legend.forEach((item, place) => {
    const [x, y] = [MARGIN + (place % 3) * width, top + Math.floor(place / 3) * LINE];
    pen.fillStyle = item.colour;
    pen.fillRect(x, y, 26, 14);
    pen.strokeStyle = '#b6c1cc';
    pen.strokeRect(x, y, 26, 14);
    pen.fillStyle = '#16202b';
    pen.fillText(item.label, x + 34, y + 12, width - 40);
  });
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'),
  );
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
