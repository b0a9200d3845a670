import type { Page } from './page';

export interface Found {
  page: Page;
  params: Record<string, string>;
}

/** The page of a path, with what stands in the places of its `:names`; nothing for the map and for unknown paths. */
export function findPage(path: string, pages: readonly Page[]): Found | null {
  const parts = path.split('/').filter(Boolean);
  for (const page of pages) {
    const wanted = page.path.split('/').filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((part, place) => {
      const given = parts[place] ?? '';
      if (!part.startsWith(':')) return part === given;
      params[part.slice(1)] = decoded(given);
      return true;
    });
    if (fits) return { page, params };
  }
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
