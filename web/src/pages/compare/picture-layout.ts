/** Where the parts of a picture stand, in pixels of the page. Pure. */
export interface Size {
  width: number;
  height: number;
}

export const [LINE, GAP] = [22, 8];

/** Where so many maps of one size stand, each under a head of its own; in pixels of the page. */
export function arranged(
  count: number,
  columns: number,
  map: Size,
  head: number,
): Size & { at: [number, number][] } {
  const across = Math.min(count, columns);
  const [right, down] = [map.width + GAP, head + map.height + GAP];
  return {
    width: across * right - GAP,
    height: Math.ceil(count / across) * down - GAP,
    at: Array.from({ length: count }, (_, place) => [
      (place % across) * right,
      Math.floor(place / across) * down,
    ]),
  };
}

/** The text in lines that are no wider than the room, broken between words; a word that is wider stands alone. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** What is seen of two maps, one over the other from that share of the width on: the left of one, the right of the other. */
export function halves(map: Size, from: number): [under: Size, over: Size] {
  const left = Math.round(map.width * Math.min(1, Math.max(0, from)));
  return [
    { width: left, height: map.height },
    { width: map.width - left, height: map.height },
  ];
}

/** A legend under its head, the entries in so many columns: each entry's column and distance from the top. */
export interface PlacedGroup {
  head: number;
  entries: [column: number, down: number][];
}

/** Legends one below the other. */
export function legendPlaced(
  groups: readonly { titled: boolean; count: number }[],
  across: number,
): { groups: PlacedGroup[]; height: number } {
  let height = 0;
  const placed = groups.map(({ titled, count }): PlacedGroup => {
    const head = height;
    const top = head + (titled ? LINE : 0);
    height = top + LINE * Math.ceil(count / across);
    return {
      head,
      entries: Array.from({ length: count }, (_, place) => [
        place % across,
        top + LINE * Math.floor(place / across),
      ]),
    };
  });
  return { groups: placed, height };
}
