/** The shapes that the command map reads, named as people speak of them; made from the server's own description. */
import type { Said } from '../i18n/language.svelte';
import type { components } from './schema';

type Schemas = components['schemas'];

/** A text in both languages is described by some routes as any text to text; here it is always both. */
type Sayable<T> =
  T extends Record<string, string>
    ? string extends keyof T
      ? Said
      : T
    : T extends object
      ? { [K in keyof T]: Sayable<T[K]> }
      : T;

type Narrowed<T, N> = Omit<T, keyof N> & N;

export type Person = Schemas['PersonOut'];
export type SessionBody = Schemas['SessionOut'];
export type MapConfig = Sayable<Schemas['ConfigOut']>;

export type SpaceKind = 'live' | 'replay' | 'drill';
export type Space = Narrowed<Sayable<Schemas['SpaceOut']>, { kind: SpaceKind }>;
export type Clock = Pick<Space, 'now' | 'speed' | 'running'>;

export type LegendValue = string | number | null;
export type LegendItem = Narrowed<Schemas['LegendItemOut'], { pattern: 'hatch' | 'dots' | 'stripes' | null }>;
export type Legend = Narrowed<Schemas['LegendOut'], { items: LegendItem[] }>;
export type LayerStyle = Narrowed<
  Schemas['StyleOut'],
  { paint: 'fill' | 'line' | 'circle' | 'symbol' | 'raster' }
>;
export type LayerField = Schemas['FieldOut'];
export type Layer = Narrowed<Schemas['LayerOut'], { style: LayerStyle; legend: Legend }>;

export type Cell = string | number | boolean | null;
export type LayerValues = Narrowed<Schemas['geoops__layers__schemas__ValuesOut'], { rows: Cell[][] }>;

export type Change = Schemas['ChangeOut'];
export type Commune = Schemas['CommuneOut'];
export type CommuneDetail = Schemas['CommuneDetail'];
export type Province = Schemas['ProvinceOut'];
export type Warning = Schemas['WarningOut'];
export type FeedState = Schemas['FeedOut'];
export type RainHour = Schemas['HourOut'];
export type RainAhead = Sayable<Schemas['SeriesAheadOut']>;

export type Position = Schemas['geoops__incidents__schemas__PositionIn'];
export type ReportBody = Schemas['IncidentIn'];
export type Incident = Sayable<Schemas['IncidentOut']>;
export type IncidentKind = Sayable<Schemas['KindOut']>;

export type Situation = Sayable<Schemas['SituationOut']>;
export type CommuneRain = Schemas['CommuneRainOut'];
export type Readiness = Schemas['ReadinessOut'];
export type Pillar = Schemas['PillarOut'];

export interface Listed<T> {
  items: T[];
  next?: string | number | null;
}

export type Danger = Schemas['DangerOut'];
export type Dangers = Schemas['DangersOut'];
export type DangerDetail = Schemas['DangerDetailOut'];
export type Rule = Schemas['RuleOut'];

export type StationDetail = Schemas['StationDetailOut'];
export type SeriesColumns = Schemas['SeriesColumnsOut'];
