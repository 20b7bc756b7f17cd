// The map's style: countries of world-atlas (Natural Earth, public domain), incidents over them.
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { token } from '../../lib/theme.svelte';

const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
// Drawn by the browser from the reader's own fonts: no glyph file is asked for.
const font = ['sans-serif'];

// A circle of a width on the ground: pixels double with each zoom.
const onGround: ExpressionSpecification = [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  0,
  ['get', 'radius'],
  20,
  ['*', ['get', 'radius'], 2 ** 20],
];
const single: ExpressionSpecification = ['!', ['has', 'point_count']];
const number: ExpressionSpecification = ['get', 'n'];

export function styleOf(
  countries: GeoJSON.FeatureCollection,
  events: readonly string[],
  base: { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] } | null,
): StyleSpecification {
  const colour: ExpressionSpecification = [
    'match',
    ['get', 'event'],
    ...events.flatMap((event) => [event, token(`type-${event}`)]),
    token('type-other'),
  ] as unknown as ExpressionSpecification;
  const text = token('text');
  const ground = token('surface');
  const ownBase: LayerSpecification[] = [
    {
      id: 'land',
      type: 'fill',
      source: 'countries',
      paint: { 'fill-color': token('map-land') },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'countries',
      paint: { 'line-color': token('map-border'), 'line-width': 0.8 },
    },
  ];
  return {
    version: 8,
    sources: {
      countries: { type: 'geojson', data: countries, tolerance: 0.2 },
      ...base?.sources,
      places: {
        type: 'geojson',
        data: empty,
        cluster: true,
        clusterRadius: 44,
        clusterMaxZoom: 9,
        clusterProperties: { n: ['+', ['get', 'n']], contested: ['max', ['get', 'contested']] },
      },
      chosen: { type: 'geojson', data: empty },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': token('map-sea') } },
      ...(base?.layers ?? ownBase),
      {
        id: 'regions',
        type: 'circle',
        source: 'places',
        filter: ['all', single, ['==', ['get', 'shape'], 'region']],
        paint: {
          'circle-radius': onGround,
          'circle-color': colour,
          'circle-opacity': 0.1,
        },
      },
      {
        id: 'rings',
        type: 'circle',
        source: 'places',
        filter: ['all', single, ['==', ['get', 'shape'], 'ring']],
        paint: {
          'circle-radius': onGround,
          'circle-color': colour,
          'circle-opacity': 0.05,
          'circle-stroke-color': colour,
          'circle-stroke-width': 1.3,
          'circle-stroke-opacity': 0.75,
        },
      },
      {
        id: 'vague',
        type: 'symbol',
        source: 'places',
        filter: ['all', single, ['in', ['get', 'shape'], ['literal', ['line', 'country', 'sea']]]],
        layout: {
          'icon-image': ['case', ['==', ['get', 'shape'], 'line'], 'line', 'frame'],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: 'names',
        type: 'symbol',
        source: 'countries',
        minzoom: 2,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': font,
          'text-size': ['interpolate', ['linear'], ['zoom'], 2, 10, 6, 14],
          'text-max-width': 7,
        },
        paint: {
          'text-color': token('map-label'),
          'text-halo-color': token('map-land'),
          'text-halo-width': 1.2,
        },
      },
      {
        id: 'clusters',
        type: 'circle',
        source: 'places',
        filter: ['has', 'point_count'],
        paint: {
          'circle-color': ground,
          'circle-stroke-color': token('accent'),
          'circle-stroke-width': 2,
          'circle-radius': ['interpolate', ['linear'], ['log10', number], 0, 10, 1, 13, 2, 17, 4, 27],
        },
      },
      {
        id: 'many',
        type: 'circle',
        source: 'places',
        filter: ['all', single, ['>', number, 1]],
        paint: {
          'circle-color': ground,
          'circle-stroke-color': colour,
          'circle-stroke-width': 2.5,
          'circle-radius': ['interpolate', ['linear'], ['log10', number], 0, 8, 1, 11, 3, 18],
        },
      },
      {
        id: 'counts',
        type: 'symbol',
        source: 'places',
        filter: ['>', number, 1],
        layout: {
          'text-field': [
            'case',
            ['>=', number, 10_000],
            ['concat', ['to-string', ['round', ['/', number, 1000]]], 'k'],
            ['to-string', number],
          ],
          'text-font': font,
          'text-size': 11,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': text },
      },
      {
        id: 'ones',
        type: 'symbol',
        source: 'places',
        filter: ['all', single, ['==', number, 1]],
        layout: {
          'icon-image': ['concat', ['get', 'event'], ' ', ['get', 'status']],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: 'contested',
        type: 'symbol',
        source: 'places',
        filter: ['all', single, ['==', ['get', 'contested'], 1]],
        layout: {
          'icon-image': 'contested',
          'icon-offset': [8, -8],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: 'chosen-area',
        type: 'fill',
        source: 'chosen',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': token('focus'), 'fill-opacity': 0.15 },
      },
      {
        id: 'chosen-line',
        type: 'line',
        source: 'chosen',
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': token('focus'), 'line-width': 2.5 },
      },
      {
        id: 'chosen-reach',
        type: 'circle',
        source: 'chosen',
        filter: ['all', ['==', ['geometry-type'], 'Point'], ['>', ['get', 'radius'], 0]],
        paint: {
          'circle-radius': onGround,
          'circle-opacity': 0,
          'circle-stroke-color': token('focus'),
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'chosen-point',
        type: 'circle',
        source: 'chosen',
        filter: ['all', ['==', ['geometry-type'], 'Point'], ['has', 'point']],
        paint: {
          'circle-radius': 13,
          'circle-opacity': 0,
          'circle-stroke-color': token('focus'),
          'circle-stroke-width': 3,
        },
      },
    ],
  };
}
