import { expect, test } from 'vitest';
import { plan } from '../src/map/plan';
import { colours, layer } from './fixtures';

test('what stands first in the panel lies on top, and danger over rain', () => {
  const geometry = {
    kind: 'geometry' as const,
    values: null,
    geometry_layer: null,
    legend: { title: null, unit: null, items: [] },
  };
  const communes = layer({ id: 'communes', group: 'base', ...geometry });
  const danger = layer({ id: 'danger', group: 'danger' });
  const rain = layer();
  const specs = plan({
    visible: [danger, rain, communes],
    all: [danger, rain, communes],
    opacityOf: () => 1,
    presentOf: () => new Set(),
    colours,
    theme: 'day',
    words: {},
    selected: null,
  });
  const fills = specs.filter((part) => part.slot === 'slot-fill').map((part) => part.spec.id);
  expect(fills.indexOf('danger/fill')).toBeGreaterThan(fills.indexOf('rain/fill'));
});

test('an area put on by hand is seen: it lies over what is on by itself, and danger shows its edges over it', () => {
  const geometry = {
    kind: 'geometry' as const,
    values: null,
    geometry_layer: null,
    legend: { title: null, unit: null, items: [] },
  };
  const communes = layer({ id: 'communes', group: 'base', ...geometry });
  const danger = layer({
    id: 'danger',
    group: 'danger',
    visible: true,
    style: { ...layer().style, outline: true },
  });
  const rain = layer({ visible: true });
  const readiness = layer({ id: 'readiness', group: 'resources', visible: false });
  const ids = (visible: (typeof rain)[]) =>
    plan({
      visible: [...visible, communes],
      all: [danger, rain, readiness, communes],
      opacityOf: () => 1,
      presentOf: () => new Set(),
      colours,
      theme: 'day',
      words: {},
      selected: null,
    }).map((part) => part.spec.id);
  expect(ids([danger, rain])).toContain('danger/fill');
  const shown = ids([danger, rain, readiness]);
  expect(shown.filter((id) => id.startsWith('danger/'))).toEqual(['danger/outline']);
  expect(shown).toContain('badges');
  expect(shown.indexOf('readiness/fill')).toBeGreaterThan(shown.indexOf('rain/fill'));
});

test('a warning by severity keeps an edge where its fill is gone', () => {
  const item = (value: string) => ({ ...layer().legend?.items[0], value, color: '#a61c3c' }) as never;
  const alerts = layer({
    id: 'alerts',
    group: 'danger',
    kind: 'geometry',
    values: null,
    geometry_layer: null,
    visible: true,
    style: { ...layer().style, by: 'severity', outline: true },
    legend: { title: null, unit: null, items: [item('Severe')] },
  });
  const readiness = layer({ id: 'readiness', group: 'resources', visible: false });
  const [edge] = plan({
    visible: [alerts, readiness],
    all: [alerts, readiness],
    opacityOf: () => 1,
    presentOf: () => new Set(),
    colours,
    theme: 'day',
    words: {},
    selected: null,
  }).filter((part) => part.spec.id.startsWith('alerts/'));
  expect(edge?.spec).toMatchObject({ id: 'alerts/outline', type: 'line' });
  const width = (edge?.spec.paint as { 'line-width': unknown[] })['line-width'];
  expect(JSON.stringify(width)).toContain('"Severe",3');
});
