// The countries of world-atlas, once for the page.
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import address from 'world-atlas/countries-50m.json?url';

let loaded: Promise<GeoJSON.FeatureCollection> | null = null;

/** Outlines at 1:50 million with the country's English name as `name`. */
export function countries(): Promise<GeoJSON.FeatureCollection> {
  loaded ??= fetch(address)
    .then((response) => response.json() as Promise<Topology<{ countries: GeometryCollection }>>)
    .then((topology) => feature(topology, topology.objects.countries));
  return loaded;
}
