/** One change of the log in words for the person who watches; null for what does not concern them. */
import type { Change, Layer } from '../api/types';
import type { Said, Words } from '../i18n/language.svelte';

export interface News {
  seq: number;
  /** When it came to be known, by the space's clock: a report of this morning that comes in now is news of now. */
  at: number;
  /** When it happened, where that was long before. */
  happenedAt: number | null;
  text: string;
  kind: 'incident' | 'warning' | 'data';
  communeCode: string | null;
  position: { lon: number; lat: number } | null;
}

export interface NewsContext {
  words: Words;
  say: (text: Said) => string;
  number: (value: number) => string;
  communeName: (code: string | null) => string | null;
  kindLabel: (kind: string) => string | null;
  touched: (change: Change) => Layer[];
}

/** What happened so long before it came to be known is told with its own time too. */
const LATE_MS = 15 * 60_000;

/** The newest on top by the time that is shown; at the same time the one recorded last. */
export function inOrder(items: readonly News[]): News[] {
  return [...items].sort((a, b) => b.at - a.at || b.seq - a.seq);
}

export function newsOf(change: Change, context: NewsContext): News | null {
  const { words } = context;
  const at = Date.parse(change.recorded_at);
  const place = context.communeName(change.commune_code);
  const common = {
    seq: change.seq,
    at,
    happenedAt: null,
    communeCode: change.commune_code,
    position: positionOf(change.payload),
  };
  if (change.entity === 'incident') {
    const did = words.feed.incident[change.op];
    if (did === undefined) return null;
    const kind =
      context.kindLabel(String(change.payload['kind'] ?? '')) ?? words.panel.groups['incidents'] ?? '';
    const what = did === '' ? kind : `${kind}: ${did}`;
    const happened = Date.parse(change.at ?? change.recorded_at);
    const late = change.op === 'create' && at - happened >= LATE_MS;
    return {
      ...common,
      happenedAt: late ? happened : null,
      kind: 'incident',
      text: place ? `${what} ${words.feed.at(place)}` : what,
    };
  }
  // The summary of a look at all communes says of none what changed.
  if (change.entity === 'danger' || change.entity === 'readiness') return null;
  if (change.entity === 'commune_danger') return dangerNews(change, context, common);
  if (change.entity === 'commune_readiness') return readinessNews(change, context, common);
  const layer = context.touched(change)[0];
  if (!layer || layer.group === 'base') return null;
  const count = Number(change.payload['new'] ?? change.payload['count'] ?? NaN);
  const communes = Number(change.payload['communes'] ?? NaN);
  const levels = Object.entries((change.payload['levels'] ?? {}) as Record<string, number>)
    .filter(([, n]) => n > 0)
    .map(([level]) => Number(level));
  if (layer.group === 'danger' && Number.isFinite(communes)) {
    const highest = words.decide.levels[Math.max(...levels)] ?? '';
    return { ...common, kind: 'warning', text: words.feed.warning(context.number(communes), highest) };
  }
  const text =
    change.entity === 'observation' && Number.isFinite(count)
      ? words.feed.rain(context.number(count))
      : words.feed.updated(context.say(layer.title));
  return { ...common, kind: layer.group === 'danger' ? 'warning' : 'data', text };
}

/** A commune whose reference level changed; the summary of a look at all communes, and levels that are no danger, are not news. */
function dangerNews(
  change: Change,
  { words, communeName }: NewsContext,
  common: Omit<News, 'text' | 'kind'>,
): News | null {
  const level = Number(change.payload['level'] ?? 0);
  const was = Number(change.payload['was'] ?? 0);
  const place = communeName(change.commune_code);
  if (!place || (level === 0 && was === 0)) return null;
  const text =
    change.op === 'unknown'
      ? words.feed.dangerUnknown(place)
      : level > was
        ? words.feed.dangerUp(place, level)
        : words.feed.dangerDown(place, level);
  return { ...common, kind: 'warning', text };
}

/** A commune in danger that became short of something, or no longer is. A ratio that moved is not news. */
function readinessNews(
  change: Change,
  { words, communeName }: NewsContext,
  common: Omit<News, 'text' | 'kind'>,
): News | null {
  const place = communeName(change.commune_code);
  const was = change.payload['was'];
  if (!place || was === change.op) return null;
  const pillars: Record<string, string> = words.commune.pillars;
  const pillar = pillars[String(change.payload['weakest'] ?? '')] ?? '';
  if (change.op === 'short')
    return { ...common, kind: 'warning', text: words.feed.short(place, pillar.toLowerCase()) };
  if (change.op === 'ready' && was === 'short')
    return { ...common, kind: 'warning', text: words.feed.ready(place) };
  return null;
}

function positionOf(payload: Record<string, unknown>): { lon: number; lat: number } | null {
  const position = (payload['position'] ?? payload) as Record<string, unknown>;
  const { lon, lat } = position;
  return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null;
}
