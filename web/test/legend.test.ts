import { createExpression, isExpression } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, test } from 'vitest';
import { byClass, onlyClass, radius } from '../src/map/expressions';
import { drawn } from '../src/map/layer-specs';
import { colours, item, layer } from './fixtures';

const drawing = {
  source: 's',
  sourceLayer: 'communes',
  opacity: 1,
  colours,
  present: new Set<string>(),
  words: {},
};

/** What MapLibre itself makes of an expression for a feature in that state. */
function evaluate(expression: unknown, state: Record<string, unknown>, properties = {}): unknown {
  if (!isExpression(expression)) return expression;
  const made = createExpression(expression, 'paint');
  if (made.result === 'error') throw new Error(made.value.map((fault) => fault.message).join());
  return made.value.evaluate({ zoom: 8 }, { type: 3, properties } as never, state);
}

describe('a legend becomes an expression that MapLibre understands', () => {
  const colour = byClass(layer(), (entry) => entry.color, 'transparent');

  test('each class has its own colour', () => {
    expect(evaluate(colour, { 'rain:class': 'none' })).toBe('#eeeeee');
    expect(evaluate(colour, { 'rain:class': 'heavy' })).toBe('#000088');
  });

  test('no data is not the first class, whether null or never told', () => {
    expect(evaluate(colour, { 'rain:class': null })).toBe('transparent');
    expect(evaluate(colour, {})).toBe('transparent');
  });

  test('numbers as classes match numbers in the values', () => {
    const levels = layer({
      legend: { title: null, unit: null, items: [item(1, '#aaaaaa'), item(3, '#bbbbbb')] },
    });
    expect(
      evaluate(
        byClass(levels, (entry) => entry.color, '-'),
        { 'rain:class': 3 },
      ),
    ).toBe('#bbbbbb');
  });

  test('geometry layers read the property of the tile instead', () => {
    const incidents = layer({ kind: 'geometry', style: { ...layer().style, by: 'state' } });
    expect(
      evaluate(
        byClass(incidents, (entry) => entry.color, '-'),
        {},
        { state: 'heavy' },
      ),
    ).toBe('#000088');
  });

  test('the pattern of no data shows only where there is none', () => {
    const hatch = onlyClass(layer(), null, 0.5);
    expect(evaluate(hatch, {})).toBe(0.5);
    expect(evaluate(hatch, { 'rain:class': 'none' })).toBe(0);
  });

  test('later classes are drawn larger', () => {
    const size = radius(layer());
    const dry = Number(evaluate(size, { 'rain:class': 'none' }));
    expect(Number(evaluate(size, { 'rain:class': 'heavy' }))).toBeGreaterThan(dry);
  });
});

describe('a declared layer becomes map layers', () => {
  test('the no-data pattern waits for the first values', () => {
    const ids = (present: ReadonlySet<string> | null) =>
      drawn(layer(), { ...drawing, present }).map((part) => part.spec.id);
    expect(ids(null)).toEqual(['rain/fill']);
    expect(ids(new Set())).toEqual(['rain/fill', 'rain/pattern-null']);
  });

  const hatched = [
    item('light'),
    item(4, '#000088', { pattern: 'hatch' }),
    item(5, '#ff0000', { pattern: 'hatch' }),
  ];
  const levels = layer({ legend: { title: null, unit: null, items: hatched } });

  test('a pattern that no area has is not drawn at all', () => {
    const ids = (present: ReadonlySet<string> | null) =>
      drawn(levels, { ...drawing, present }).map((part) => part.spec.id);
    expect(ids(null)).toEqual(['rain/fill']);
    expect(ids(new Set(['light', '5']))).toEqual(['rain/fill', 'rain/pattern-5']);
  });

  test('of areas with tiles of their own only those of its class get a pattern', () => {
    const own = drawn({ ...levels, kind: 'geometry' }, { ...drawing, present: null });
    expect(own.map((part) => part.spec.id)).toEqual(['rain/fill', 'rain/pattern-4', 'rain/pattern-5']);
    const spec = own[2]?.spec as { filter: unknown };
    const kept = (value: unknown) => evaluate(spec.filter, {}, { class: value });
    expect([kept(5), kept('5'), kept(4), kept(undefined)]).toEqual([true, true, false, false]);
  });

  test('points with values draw their upper classes again on top', () => {
    const gauges = layer({ geometry: 'point', style: { ...layer().style, paint: 'circle' } });
    expect(drawn(gauges, drawing).map((part) => part.spec.id)).toEqual(['rain/circle', 'rain/circle-top']);
  });

  test('a severe incident has a halo, a layer without severity has none', () => {
    const style = { ...layer().style, paint: 'symbol' as const, by: 'state' };
    const severity = {
      name: 'severity',
      label: { vi: '', en: '' },
      unit: null,
      kind: 'number' as const,
      is_quantity: true,
      is_private: false,
    };
    const ids = (fields: (typeof severity)[]) =>
      drawn(layer({ kind: 'geometry', geometry: 'point', style, fields }), drawing).map(
        (part) => part.spec.id,
      );
    expect(ids([severity])).toEqual(['rain/severity', 'rain/symbol']);
    expect(ids([])).toEqual(['rain/symbol']);
  });
});
