// Incidents of the map, joined where they lie on the very same point.
import type { MapRow } from '../../lib/types';

export interface Place {
  key: number;
  lon: number;
  lat: number;
  /** The least exact of the place's incidents (codebook, section 6). */
  precision: number;
  ids: string[];
  event: string;
  status: string;
  contested: boolean;
  killed: number;
}

/** One place for each point and precision; its event type is the most frequent one. */
export function placesOf(rows: readonly MapRow[]): Place[] {
  const found = new Map<string, Place>();
  const events = new Map<Place, Map<string, number>>();
  for (const [id, lon, lat, event, status, precision, killed, contested] of rows) {
    const at = `${lon} ${lat} ${precision ?? 0}`;
    let place = found.get(at);
    if (!place) {
      place = {
        key: found.size,
        lon,
        lat,
        precision: precision ?? 0,
        ids: [],
        event: event ?? 'other',
        status,
        contested: false,
        killed: 0,
      };
      found.set(at, place);
      events.set(place, new Map());
    }
    place.ids.push(id);
    place.contested ||= contested;
    place.killed += killed ?? 0;
    const counts = events.get(place);
    counts?.set(event ?? 'other', (counts.get(event ?? 'other') ?? 0) + 1);
  }
  for (const [place, counts] of events) {
    let most = 0;
    for (const [event, number] of counts)
      if (number > most) {
        most = number;
        place.event = event;
      }
  }
  return [...found.values()];
}

/** Radius in pixels at zoom 0 of a circle of so many kilometres there (512-pixel tiles). */
export function radiusAtZoom0(kilometres: number, lat: number): number {
  const metresPerPixel = (40_075_016.686 / 512) * Math.cos((lat * Math.PI) / 180);
  return (kilometres * 1000) / Math.max(metresPerPixel, 1);
}

/** `event` and `status` name the mark's image; `n` incidents are counted by the clusters. */
export function features(
  places: readonly Place[],
  shapes: Record<string, { shape: string; radius_km: number }>,
): GeoJSON.FeatureCollection<GeoJSON.Point> {
  return {
    type: 'FeatureCollection',
    features: places.map((place) => {
      const shape = shapes[String(place.precision)] ?? { shape: 'point', radius_km: 0 };
      const drawn = shape.shape === 'ring' || shape.shape === 'region';
      return {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
        properties: {
          key: place.key,
          n: place.ids.length,
          event: place.event,
          status: place.status,
          contested: place.contested ? 1 : 0,
          shape: shape.shape,
          radius: drawn ? radiusAtZoom0(shape.radius_km, place.lat) : 0,
        },
      };
    }),
  };
}

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export function inside(box: Box, lon: number, lat: number): boolean {
  if (lat < box.south || lat > box.north) return false;
  return box.west <= box.east ? lon >= box.west && lon <= box.east : lon >= box.west || lon <= box.east;
}

/** A map's bounds as the API's `bbox`: degrees to 3 places, longitudes within 180. */
export function bbox(bounds: Box): string {
  const wide = bounds.east - bounds.west >= 360;
  const turn = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const west = wide ? -180 : turn(bounds.west);
  const east = wide ? 180 : turn(bounds.east);
  const south = Math.max(-90, bounds.south);
  const north = Math.min(90, bounds.north);
  return [west, south, east, north].map((degrees) => String(Number(degrees.toFixed(3)))).join(',');
}

/** What encloses all places, with a margin for a single point. */
export function bounds(places: readonly Place[]): [[number, number], [number, number]] | null {
  if (places.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const place of places) {
    west = Math.min(west, place.lon);
    east = Math.max(east, place.lon);
    south = Math.min(south, place.lat);
    north = Math.max(north, place.lat);
  }
  const pad = Math.max(0.3, 0.05 * Math.max(east - west, north - south));
  return [
    [Math.max(-180, west - pad), Math.max(-85, south - pad)],
    [Math.min(180, east + pad), Math.min(85, north + pad)],
  ];
}
