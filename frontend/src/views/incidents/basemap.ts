// A user's own `.pmtiles` under the incidents, served by `dateline serve --basemap`.
import { addProtocol, type LayerSpecification, type SourceSpecification } from 'maplibre-gl';
import { PMTiles, Protocol, TileType } from 'pmtiles';
import { token } from '../../lib/theme.svelte';

export interface Base {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

let protocol: Protocol | null = null;

interface Fields {
  vector_layers?: { id: string }[];
}

/** Source and layers of the file: pictures as they are; of vector tiles the layers that the
 * schemas of Protomaps and OpenMapTiles have in common. Throws where the file cannot be read. */
export async function basemap(address: string): Promise<Base> {
  const url = new URL(address, location.origin).href;
  const file = new PMTiles(url);
  const header = await file.getHeader();
  if (!protocol) {
    protocol = new Protocol();
    addProtocol('pmtiles', protocol.tile);
  }
  protocol.add(file);
  const source = { url: `pmtiles://${url}` };
  if (header.tileType !== TileType.Mvt)
    return {
      sources: { base: { type: 'raster', tileSize: 256, ...source } },
      layers: [{ id: 'base', type: 'raster', source: 'base' }],
    };
  const fields = (await file.getMetadata()) as Fields;
  const present = new Set((fields.vector_layers ?? []).map((layer) => layer.id));
  return {
    sources: { base: { type: 'vector', ...source } },
    layers: [
      // Where the land is no layer of its own, it is what the water leaves.
      ...(present.has('earth') ? [] : [ground()]),
      ...vectorLayers().filter((layer) => present.has(layer['source-layer'])),
    ],
  };
}

function ground(): LayerSpecification {
  return { id: 'base-ground', type: 'background', paint: { 'background-color': token('map-land') } };
}

type VectorLayer = Extract<LayerSpecification, { type: 'fill' | 'line' | 'symbol' }> & {
  'source-layer': string;
};

function vectorLayers(): VectorLayer[] {
  const land = token('map-land');
  const border = token('map-border');
  const fill = (id: string, color: string): VectorLayer => ({
    id: `base-${id}`,
    type: 'fill',
    source: 'base',
    'source-layer': id,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': color },
  });
  const line = (id: string, width: number): VectorLayer => ({
    id: `base-${id}`,
    type: 'line',
    source: 'base',
    'source-layer': id,
    paint: { 'line-color': border, 'line-width': width },
  });
  const names = (id: string): VectorLayer => ({
    id: `base-${id}`,
    type: 'symbol',
    source: 'base',
    'source-layer': id,
    layout: {
      'text-field': ['coalesce', ['get', 'name:en'], ['get', 'name']],
      'text-font': ['sans-serif'],
      'text-size': 11,
    },
    paint: { 'text-color': token('map-label'), 'text-halo-color': land, 'text-halo-width': 1.2 },
  });
  return [
    fill('earth', land),
    fill('landcover', land),
    fill('water', token('map-sea')),
    line('roads', 0.6),
    line('transportation', 0.6),
    line('boundaries', 1),
    line('boundary', 1),
    names('places'),
    names('place'),
  ];
}
