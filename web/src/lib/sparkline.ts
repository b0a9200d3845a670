/** A series as the path of a small drawing, `width` by `height`, from zero (or its least value) up; gaps stay open. */
export function sparkline(
  times: readonly number[],
  values: readonly (number | null)[],
  box: { width: number; height: number; from: number; to: number; fromZero: boolean },
): string {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const span = box.to - box.from;
  if (known.length < 2 || span <= 0) return '';
  const bottom = box.fromZero ? Math.min(0, ...known) : Math.min(...known);
  const top = Math.max(...known);
  const tall = top - bottom || 1;
  let path = '';
  let drawing = false;
  times.forEach((time, place) => {
    const value = values[place];
    if (value === null || value === undefined || !Number.isFinite(value)) {
      drawing = false;
      return;
    }
    const x = ((time - box.from) / span) * box.width;
    const y = box.height - ((value - bottom) / tall) * box.height;
    path += `${drawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    drawing = true;
  });
  return path;
}
