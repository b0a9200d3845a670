import { expect, test } from 'vitest';
import { columnsOf, keyOf, keysOf, OTHER, pairShown, SINGLE, titleOf } from './panels';
import { arranged, halves, LINE, legendPlaced, wrapped } from './picture-layout';
import type { Multiples } from './types';

const panel = (key: string, period: string) => ({
  variable: {
    key,
    period,
    name: { vi: `Chỉ số ${key}`, en: key },
    period_label: { vi: `Kỳ ${period}`, en: period },
  },
});
const several = (...panels: ReturnType<typeof panel>[]) => ({ panels }) as unknown as Multiples;

test('small maps of one indicator are called by their periods, else by their indicators', () => {
  const months = several(panel('a', '1'), panel('a', '2'));
  expect(months.panels.map((one) => titleOf(months, one).vi)).toEqual(['Kỳ 1', 'Kỳ 2']);
  const two = several(panel('a', '1'), panel('b', '1'));
  expect(two.panels.map((one) => titleOf(two, one).vi)).toEqual(['Chỉ số a', 'Chỉ số b']);
  expect(new Set([...months.panels, ...two.panels].map(keyOf)).size).toBe(3);
  expect(columnsOf(two)).toBe(2);
});

test('maps of a picture stand in rows, each under its title, and none over another', () => {
  const placed = arranged(5, 3, { width: 100, height: 80 }, 48);
  expect(placed.at).toEqual([
    [0, 0],
    [108, 0],
    [216, 0],
    [0, 136],
    [108, 136],
  ]);
  expect([placed.width, placed.height]).toEqual([316, 264]);
  expect(arranged(1, 3, { width: 100, height: 80 }, 0)).toEqual({ width: 100, height: 80, at: [[0, 0]] });
});

test('a long line of a picture goes on below, and loses no word', () => {
  const text = 'Nguồn: Sở Nông nghiệp và Môi trường tỉnh Lào Cai';
  const lines = wrapped(text, 20, (one) => one.length);
  expect(lines.every((line) => line.length <= 20)).toBe(true);
  expect(lines.length).toBe(3);
  expect(lines.join(' ')).toBe(text);
  expect(wrapped('Nghiêngngảnghiêngngả rồi', 5, (one) => one.length)).toEqual([
    'Nghiêngngảnghiêngngả',
    'rồi',
  ]);
});

test('a picture has both of two maps: beside each other, or cut where the edge was dragged to', () => {
  const first = { key: SINGLE, title: 'a', line: null };
  const second = { key: OTHER, title: 'b', line: null };
  const beside = pairShown(first, second, null);
  expect(beside.map((one) => [one.key, one.over])).toEqual([
    [SINGLE, undefined],
    [OTHER, undefined],
  ]);
  const dragged = pairShown(first, second, 30);
  expect(dragged).toEqual([{ ...first, over: { shown: second, from: 0.3 } }]);
  expect([keysOf(beside), keysOf(dragged)]).toEqual([
    [SINGLE, OTHER],
    [SINGLE, OTHER],
  ]);
});

test('of two maps one over the other the left of one is seen and the right of the other', () => {
  const map = { width: 301, height: 80 };
  const widths = (from: number) => halves(map, from).map((one) => one.width);
  expect([widths(0.3), widths(0), widths(1), widths(1.2)]).toEqual([
    [90, 211],
    [0, 301],
    [301, 0],
    [301, 0],
  ]);
  expect(halves(map, 0.5).map((one) => one.height)).toEqual([80, 80]);
});

test('every legend of a picture stands under its own head, none over another', () => {
  const { groups, height } = legendPlaced(
    [
      { titled: true, count: 5 },
      { titled: true, count: 2 },
      { titled: false, count: 2 },
    ],
    3,
  );
  expect(groups.map((one) => one.head / LINE)).toEqual([0, 3, 5]);
  expect(groups[0]?.entries.map(([column, down]) => [column, down / LINE])).toEqual([
    [0, 1],
    [1, 1],
    [2, 1],
    [0, 2],
    [1, 2],
  ]);
  expect(groups[2]?.entries).toEqual([
    [0, 5 * LINE],
    [1, 5 * LINE],
  ]);
  expect(height).toBe(6 * LINE);
});
