/** The map draws its labels from the page's own font: no glyph server, every tone mark. */
import medium from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-500-normal.woff2?url';
import mediumLatin from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-500-normal.woff2?url';
import mediumExt from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-ext-500-normal.woff2?url';
import strong from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2?url';
import strongLatin from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2?url';
import strongExt from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-ext-600-normal.woff2?url';

const VIETNAMESE =
  'U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB';
const LATIN =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212';
const LATIN_EXT =
  'U+0100-0101, U+0104-010F, U+0112-0127, U+012A-0167, U+016A-019F, U+01A2-01AE, U+1E00-1E9F, U+1EF2-1EFF';

/** Each weight as a family of its own name, loaded before the first label is drawn. */
export async function loadMapFonts(): Promise<void> {
  const faces: [family: string, url: string, range: string][] = [
    ['Be Vietnam Pro Medium', mediumLatin, LATIN],
    ['Be Vietnam Pro Medium', mediumExt, LATIN_EXT],
    ['Be Vietnam Pro Medium', medium, VIETNAMESE],
    ['Be Vietnam Pro SemiBold', strongLatin, LATIN],
    ['Be Vietnam Pro SemiBold', strongExt, LATIN_EXT],
    ['Be Vietnam Pro SemiBold', strong, VIETNAMESE],
  ];
  const loading = faces.map(async ([family, url, unicodeRange]) => {
    document.fonts.add(await new FontFace(family, `url(${url})`, { unicodeRange }).load());
  });
  await Promise.allSettled(loading);
}
