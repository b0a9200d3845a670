/**
 * Sequential colours for a dark map. By day the least is the lightest and lies nearest to the paper; by night the
 * least must be the darkest, or a calm country glares. Hue stays, lightness is mirrored, in OKLab (Ottosson 2020).
 */
type Triple = [number, number, number];

const LIGHTEST = 0.86;
const DARKEST = 0.31;

function channel(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encoded(value: number): number {
  const v = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, v)));
}

export function toOklab(hex: string): Triple {
  const at = (from: number) => channel(parseInt(hex.slice(from, from + 2), 16) / 255);
  const [r, g, b] = [at(1), at(3), at(5)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function toHex([lightness, a, b]: Triple): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${rgb.map((value) => encoded(value).toString(16).padStart(2, '0')).join('')}`;
}

/**
 * A scheme that is no ramp (about a middle, or of two variables) for the night: each lightness mirrored within the
 * scheme, so that colours stay as far apart as they were and the pale ones, which say the least, become the darkest.
 */
export function mirrored(colours: string[]): string[] {
  const scheme = colours.map(toOklab);
  const all = scheme.map(([lightness]) => lightness);
  const [palest, deepest] = [Math.max(...all), Math.min(...all)];
  if (palest === deepest) return colours;
  const scale = (LIGHTEST - DARKEST) / (palest - deepest);
  return scheme.map(([lightness, a, b]) => toHex([DARKEST + (palest - lightness) * scale, a, b]));
}

const PALE_ENOUGH = 0.56;

/** Ink that is seen over a colour: dark over light, white over dark. */
export function over(hex: string): string {
  return toOklab(hex)[0] > PALE_ENOUGH ? '#16202b' : '#ffffff';
}

/** True for an ordered ramp from light to dark: only those may be mirrored. */
export function isSequential(colours: string[]): boolean {
  const lightness = colours.map((colour) => toOklab(colour)[0]);
  return colours.length > 2 && lightness.every((value, i) => i === 0 || value < (lightness[i - 1] ?? 0));
}

/** The ramp for the night: same order, same hues, the most now the lightest. */
export function forNight(colours: string[]): string[] {
  const ramp = colours.map(toOklab);
  const all = ramp.map(([lightness]) => lightness);
  const [least, most] = [Math.max(...all), Math.min(...all)];
  return ramp.map(([lightness, a, b], rank) => {
    const declared = least === most ? 0 : (least - lightness) / (least - most);
    // Half by rank: steps that are plain on paper would drown in the dark.
    const share = (declared + rank / (ramp.length - 1)) / 2;
    const chroma = rank === 0 ? 0.5 : 1;
    return toHex([DARKEST + share * (LIGHTEST - DARKEST), a * chroma, b * chroma]);
  });
}
