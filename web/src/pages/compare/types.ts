/** Shapes of the page, named as the server describes them. */
import type { components } from '../../api/schema';
import type { Said } from '../../i18n/language.svelte';

type Schemas = components['schemas'];

export type Comparison = Schemas['CompareOut'];
export type PartChoice = Schemas['PartChoiceOut'];
export type Multiples = Schemas['MultiplesOut'];
export type Panel = Schemas['PanelOut'];
export type Gap = Schemas['FigureGapOut'];
export type Card = Schemas['FigureCardOut'];
export type SavedView = Schemas['SavedViewOut'];
export type Choice = Schemas['VariableChoiceOut'];
export type FilledPeriod = Schemas['FilledPeriodOut'];
export type Filled = Schemas['FilledOut'];
export type CatalogueNode = Schemas['NodeOut'];
export type CatalogueBody = Schemas['CatalogueOut'];

export type Show = 'single' | 'both' | 'beside' | 'swipe' | 'spots' | 'multiples';

/** What the server told for a question. */
export interface Told {
  answer: Comparison | null;
  other: Comparison | null;
  multiples: Multiples | null;
}

/** What a commune looks like on the map: a colour, and a pattern over it. */
export interface Look {
  colour: string;
  pattern: 0 | 1 | 2;
}

export interface Row {
  code: string;
  name: string;
  value: number | null;
  second: number | null;
  rank: number | null;
  change: number | null;
  low: number | null;
  high: number | null;
  few: boolean;
  gap: Gap | null;
  secondGap: Gap | null;
}

export type { Said };
