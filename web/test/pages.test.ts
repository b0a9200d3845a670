import { expect, test } from 'vitest';
import { findPage } from '../src/pages/find';
import type { Page } from '../src/pages/page';

const page = (path: string) => ({ path }) as Page;
const PAGES = [page('/feeds'), page('/stations/:id'), page('/stations/:id/edit')];

test('a path finds its page, with the names in it', () => {
  expect(findPage('/feeds', PAGES)?.page.path).toBe('/feeds');
  expect(findPage('/stations/vrain%3Asa-pa', PAGES)?.params).toEqual({ id: 'vrain:sa-pa' });
  expect(findPage('/stations/a/edit', PAGES)?.page.path).toBe('/stations/:id/edit');
});

test('the map and unknown paths are no page', () => {
  expect(findPage('/', PAGES)).toBeNull();
  expect(findPage('/feeds/more', PAGES)).toBeNull();
  expect(findPage('/stations', PAGES)).toBeNull();
});

test('a broken escape is taken as it stands', () => {
  expect(findPage('/stations/%E0%A4%A', PAGES)?.params).toEqual({ id: '%E0%A4%A' });
});
