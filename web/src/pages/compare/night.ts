/**
 * A comparison in the colours of the theme, for everything on the page that shows it: maps, legend, histogram, points.
 * By night the least is the darkest. What the server writes into files keeps the colours of the day. Pure.
 */
import { forNight, isSequential, mirrored } from '../../lib/night-colour';
import type { Comparison, Multiples } from './types';

export type Theme = 'day' | 'night';
type Classes = Comparison['classes'];

/** Two classes are always in order of lightness; by these methods they are the sides of a middle. */
const ABOUT_A_MIDDLE = new Set(['standard_deviation', 'threshold']);

function nightClasses(classes: Classes): Classes {
  const { colours, method } = classes;
  if (colours.length < 2) return classes;
  const ordered = colours.length === 2 ? !ABOUT_A_MIDDLE.has(method) : isSequential(colours);
  return { ...classes, colours: ordered ? forNight(colours) : mirrored(colours) };
}

function nightSquare(rows: string[][]): string[][] {
  const all = mirrored(rows.flat());
  let place = 0;
  return rows.map((row) => row.map((colour) => all[place++] ?? colour));
}

export function comparisonIn<T extends Comparison | null>(theme: Theme, answer: T): T {
  if (theme === 'day' || answer === null) return answer;
  const both = answer.both && { ...answer.both, colours: nightSquare(answer.both.colours) };
  return { ...answer, both, classes: nightClasses(answer.classes) };
}

export function multiplesIn(theme: Theme, all: Multiples | null): Multiples | null {
  return theme === 'day' || all === null ? all : { ...all, classes: nightClasses(all.classes) };
}
