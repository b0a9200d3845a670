/** Colour and ink of a warning level, as the danger layer's legend declares them; the tokens where none is declared. */
import type { Layer } from '../api/types';

export interface LevelMark {
  colour: string;
  ink: string;
}

export function levelMark(level: number, dangerLayer: Layer | undefined): LevelMark {
  const declared = dangerLayer?.legend?.items.find((item) => item.value === level);
  const colour = declared?.color ?? `var(--danger-${Math.min(5, level + 1)})`;
  return { colour, ink: declared ? inkOn(declared.color) : `var(--on-danger-${Math.min(5, level + 1)})` };
}

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
export function inkOn(hex: string): string {
  const channel = (from: number) => {
    const value = parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.3 ? '#14100a' : '#ffffff';
}
