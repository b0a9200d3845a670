declare module 'virtual:basemap' {
  import type { FeatureCollection } from 'geojson';
  const region: { land: FeatureCollection; borders: FeatureCollection };
  export default region;
}
