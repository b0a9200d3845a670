import type { Commune } from '../../api/types';

type Box = [west: number, south: number, east: number, north: number];
const VIETNAM: Box = [102, 8, 110, 23.6];

/** The box around these communes, in degrees; Vietnam where none of them is known. */
export function boundsOf(codes: Iterable<string>, communes: ReadonlyMap<string, Commune>): Box {
  const boxes = [...codes].flatMap((code) => {
    const box = communes.get(code)?.bbox;
    return box ? [box as Box] : [];
  });
  if (boxes.length === 0) return VIETNAM;
  return [
    Math.min(...boxes.map((box) => box[0])) - 0.05,
    Math.min(...boxes.map((box) => box[1])) - 0.05,
    Math.max(...boxes.map((box) => box[2])) + 0.05,
    Math.max(...boxes.map((box) => box[3])) + 0.05,
  ];
}
