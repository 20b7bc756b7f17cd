// The countries of world-atlas, once for the page: coarse ones at first, fine ones from near.
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import coarse from 'world-atlas/countries-110m.json?url';
import fine from 'world-atlas/countries-50m.json?url';

const loaded: Record<string, Promise<GeoJSON.FeatureCollection>> = {};

/** Outlines at 1:110 or 1:50 million with the country's English name as `name`. */
export function countries(near: boolean): Promise<GeoJSON.FeatureCollection> {
  const address = near ? fine : coarse;
  return (loaded[address] ??= read(address));
}

function read(address: string): Promise<GeoJSON.FeatureCollection> {
  return fetch(address)
    .then((response) => response.json() as Promise<Topology<{ countries: GeometryCollection }>>)
    .then((topology) => feature(topology, topology.objects.countries))
    .then((atlas) => {
      for (const country of atlas.features) {
        const shape = country.geometry;
        const polygons =
          shape.type === 'Polygon'
            ? [shape.coordinates]
            : shape.type === 'MultiPolygon'
              ? shape.coordinates
              : [];
        for (const polygon of polygons)
          for (let ring = 0; ring < polygon.length; ring += 1)
            polygon[ring] = unwrapped(polygon[ring] ?? []);
      }
      return atlas;
    });
}

/** A ring over the 180th meridian with its longitudes going on beyond it, so that no line runs back
 * across the whole map. A ring round a pole stays as it is. */
export function unwrapped(ring: GeoJSON.Position[]): GeoJSON.Position[] {
  let turn = 0;
  let before: number | undefined;
  const found = ring.map(([lon = 0, lat = 0]) => {
    if (before !== undefined && Math.abs(lon - before) > 180) turn += lon < before ? 360 : -360;
    before = lon;
    return [lon + turn, lat];
  });
  return turn === 0 ? found : ring;
}
