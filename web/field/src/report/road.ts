/** A road and a chainage as a point, where the centre can be asked now; else the words alone are the place. */
import { get } from '../outbox/wire';

/** `105+300`: kilometre 105 and 300 metres; also `105` alone and `Km105+300`. */
export const CHAINAGE = /^(km\s*)?\d{1,4}(\s*\+\s*\d{1,3})?$/i;

interface At {
  lon?: number;
  lat?: number;
  position?: { lon: number; lat: number };
  geometry?: { coordinates?: [number, number] };
}

export async function alongRoad(
  road: string,
  chainage: string,
  secret: string | null,
): Promise<{ lon: number; lat: number } | null> {
  if (!navigator.onLine || secret === null) return null;
  try {
    const path = `/api/roads/${encodeURIComponent(road)}/at/${encodeURIComponent(chainage.replace(/\s|km/gi, ''))}`;
    const at = await get<At>(path, secret);
    const lon = at.lon ?? at.position?.lon ?? at.geometry?.coordinates?.[0];
    const lat = at.lat ?? at.position?.lat ?? at.geometry?.coordinates?.[1];
    return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null;
  } catch {
    return null;
  }
}
