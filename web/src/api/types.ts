/** The shapes that the command map reads, named as people speak of them. */
import type { Said } from '../i18n/language.svelte';

export interface Person {
  name: string;
  display_name: string;
  roles: string[];
  scope: string;
  must_change_password: boolean;
}

export interface SessionBody {
  person: Person;
  csrf: string;
}

export type SpaceKind = 'live' | 'replay' | 'drill';

export interface Space {
  name: string;
  kind: SpaceKind;
  title: Said;
  starts_at: string | null;
  ends_at: string | null;
  now: string;
  speed: number;
  running: boolean;
  default: boolean;
}

export type LegendValue = string | number | boolean | null;
export type Pattern = 'hatch' | 'dots' | null;

export interface LegendItem {
  value: LegendValue;
  label: Said;
  color: string;
  pattern: Pattern;
  shape: string | null;
}

export interface Legend {
  title: Said | null;
  unit: string | null;
  items: LegendItem[];
}

export interface LayerStyle {
  paint: 'fill' | 'line' | 'circle' | 'symbol' | 'raster';
  by: string | null;
  outline: boolean;
  opacity: number;
  size: number | null;
  label: string | null;
}

export interface LayerField {
  name: string;
  label: Said;
  unit: string | null;
  kind: 'number' | 'text' | 'time';
}

export interface Layer {
  id: string;
  domain: string;
  group: string;
  group_title?: Said;
  title: Said;
  description: Said | null;
  kind: 'geometry' | 'values' | 'raster';
  geometry: 'point' | 'polygon' | 'line' | null;
  geometry_layer: string | null;
  tiles: string;
  source_layer: string;
  min_zoom: number;
  max_zoom: number;
  values: string | null;
  bounds: [number, number, number, number] | null;
  style: LayerStyle;
  legend: Legend | null;
  time: 'none' | 'instant';
  fresh_for_s: number | null;
  latest_at: string | null;
  age_s: number | null;
  stale: boolean;
  count: number | null;
  version: number;
  public: boolean;
  visible: boolean;
  order: number;
  fields: LayerField[];
  notice: Said | null;
  attribution: string | null;
  depends_on: [domain: string, entity: string][];
}

export type Cell = string | number | boolean | null;

export interface LayerValues {
  layer: string;
  version: number;
  at: string;
  columns: string[];
  rows: Cell[][];
}

export interface Change {
  seq: number;
  recorded_at: string;
  domain: string;
  entity: string;
  entity_id: string;
  op: string;
  commune_code: string | null;
  at: string | null;
  actor: string | null;
  payload: Record<string, unknown>;
  space: string;
}

export interface Clock {
  now: string;
  speed: number;
  running: boolean;
}

export interface Commune {
  code: string;
  name_vi: string;
  full_name_vi: string;
  name_en: string;
  unit_type: string;
  province_code: string;
  province_name: string;
  population: number | null;
  population_note: string | null;
  area_km2: number | null;
  lon: number;
  lat: number;
  approximate: boolean;
  bbox?: [number, number, number, number] | null;
  merged_from?: string | null;
  decision?: string | null;
  valid_from?: string | null;
  valid_to?: string | null;
}

export interface Province {
  code: string;
  name_vi: string;
  name_en: string;
  communes: number;
  bbox: [number, number, number, number];
}

export interface Warning {
  id: string;
  source: string;
  commune_code: string | null;
  commune_name: string;
  /** Every present commune that the warned old one went to. */
  communes?: { code: string | null; name: string; province: string }[];
  hazards: Record<string, string | null>;
  level: number;
  level_text?: Said;
  label?: Said;
  issued_at: string;
  valid_from: string | null;
  valid_to: string | null;
  rain_mm: number | null;
  old_commune_name: string | null;
}

export interface Position {
  lon: number;
  lat: number;
  accuracy_m?: number | null;
  method?: string | null;
}

export interface Incident {
  id: string;
  kind: string;
  kind_label: Said;
  state: string;
  severity: number | null;
  note: string | null;
  occurred_at: string;
  received_at: string;
  position: Position | null;
  commune_code: string | null;
  commune_name: string | null;
  reporter: string | null;
}

export interface IncidentKind {
  kind: string;
  label: Said;
  icon: string;
}

export interface MapConfig {
  product: string;
  version: string;
  basemap_url: string | null;
  default_space: string;
  default_bounds: [number, number, number, number];
  notices: { code: string; text: Said }[];
  credits: (Said | string)[];
}

export interface Listed<T> {
  items: T[];
  next?: string | number | null;
}

export interface Situation {
  commune: Commune;
  at: string;
  rain: {
    mean_mm: number | null;
    max_mm: number | null;
    gauges: number;
    age_minutes: number | null;
    covered: boolean;
    starts_at: string | null;
    ends_at: string | null;
    unknown_reason?: string | Said | null;
  };
  warnings: Warning[];
  incidents: { open: number; items: Incident[] };
  resources: Record<string, unknown> & { demo?: boolean };
  hazards: { layer: string; title: Said | string; classes: HazardShare[] }[];
  indicators: IndicatorValue[];
}

export interface HazardShare {
  class: string | number;
  label: Said | string;
  area_km2: number;
  share: number;
}

export interface IndicatorValue {
  code: string;
  name: Said | string;
  value: number | null;
  unit: string | null;
  period: string | null;
  source: string | null;
}

export interface FeedState {
  name: string;
  title: Said;
  state: 'off' | 'never' | 'on_time' | 'late' | 'silent' | 'failed';
  last_good_at: string | null;
}
