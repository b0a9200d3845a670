/** Patterns and point shapes, drawn when the map first asks for them by name: `sym|ring|#d7263d|#fff`. */
const RATIO = 2;

export function patternName(pattern: 'hatch' | 'dots' | 'stripes', colour: string): string {
  return `pat|${pattern}|${colour}`;
}

export function symbolName(shape: string, colour: string, edge: string): string {
  return `sym|${shape}|${colour}|${edge}`;
}

/** A level's digit on its colour, as it stands in the lists. */
export function badgeName(text: string, colour: string, ink: string): string {
  return `lvl|${text}|${colour}|${ink}`;
}

/** The picture for a name, or null for a name that is not ours. */
export function picture(name: string): { data: ImageData; pixelRatio: number } | null {
  const [family, kind = '', colour = '#888', edge = '#fff'] = name.split('|');
  if (family === 'pat') return { data: pattern(kind, colour), pixelRatio: RATIO };
  if (family === 'lvl') return { data: digit(kind, colour, edge), pixelRatio: RATIO };
  if (family === 'sym') return { data: symbol(kind, colour, edge), pixelRatio: RATIO };
  return null;
}

function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = element.height = size * RATIO;
  const context = element.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  context.scale(RATIO, RATIO);
  return context;
}

function pattern(kind: string, colour: string): ImageData {
  const size = 8;
  const c = canvas(size);
  c.strokeStyle = c.fillStyle = colour;
  if (kind === 'dots') {
    for (const [x, y] of [
      [2, 2],
      [6, 6],
    ] as const) {
      c.beginPath();
      c.arc(x, y, 0.9, 0, 7);
      c.fill();
    }
  } else if (kind === 'stripes') {
    c.fillRect(1, 0, 1, size);
    c.fillRect(5, 0, 1, size);
  } else {
    c.lineWidth = 1;
    for (const start of [-size, 0, size]) {
      c.beginPath();
      c.moveTo(start, size);
      c.lineTo(start + size, 0);
      c.stroke();
    }
  }
  return c.getImageData(0, 0, size * RATIO, size * RATIO);
}

const SIZE = 28;
const MID = SIZE / 2;

function outline(c: CanvasRenderingContext2D, shape: string): void {
  const corner = (points: [number, number][]) => {
    points.forEach(([x, y], i) => (i === 0 ? c.moveTo(x, y) : c.lineTo(x, y)));
    c.closePath();
  };
  c.beginPath();
  if (shape === 'square') c.rect(MID - 8, MID - 8, 16, 16);
  else if (shape === 'triangle')
    corner([
      [MID, MID - 9.5],
      [MID + 9.5, MID + 7],
      [MID - 9.5, MID + 7],
    ]);
  else if (shape === 'diamond')
    corner([
      [MID, MID - 11],
      [MID + 11, MID],
      [MID, MID + 11],
      [MID - 11, MID],
    ]);
  else c.arc(MID, MID, 8.5, 0, Math.PI * 2);
}

function symbol(shape: string, colour: string, edge: string): ImageData {
  const c = canvas(SIZE);
  c.lineJoin = 'round';
  outline(c, shape);
  const hollow = shape === 'ring' || shape === 'hollow';
  c.fillStyle = hollow ? edge : colour;
  c.strokeStyle = edge;
  c.lineWidth = 4;
  c.stroke();
  c.fill();
  if (hollow) {
    c.strokeStyle = colour;
    c.lineWidth = 3.6;
    c.stroke();
  }
  if (shape === 'tick' || shape === 'check') {
    c.strokeStyle = edge;
    c.lineWidth = 2.4;
    c.beginPath();
    c.moveTo(MID - 4, MID);
    c.lineTo(MID - 1, MID + 3.4);
    c.lineTo(MID + 4.4, MID - 3.6);
    c.stroke();
  }
  return c.getImageData(0, 0, SIZE * RATIO, SIZE * RATIO);
}

function digit(text: string, colour: string, ink: string): ImageData {
  const size = 22;
  const c = canvas(size);
  c.beginPath();
  c.roundRect(1, 1, size - 2, size - 2, 5);
  c.fillStyle = colour;
  c.fill();
  c.strokeStyle = 'rgb(0 0 0 / 45%)';
  c.lineWidth = 1;
  c.stroke();
  c.fillStyle = ink;
  c.font = "700 14px 'Be Vietnam Pro', sans-serif";
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillText(text, size / 2, size / 2 + 1);
  return c.getImageData(0, 0, size * RATIO, size * RATIO);
}
