import { describe, expect, it } from 'vitest';
import type { MapRow } from '../../lib/types';
import { unwrapped } from './atlas';
import { bbox, bounds, features, inside, placesOf, radiusAtZoom0 } from './places';

const rows: MapRow[] = [
  ['I000001', 43.1, 36.3, 'explosions', 'happened', 1, 12, false],
  ['I000002', 43.1, 36.3, 'battles', 'denied', 1, null, true],
  ['I000003', 43.1, 36.3, 'explosions', 'happened', 1, 3, false],
  ['I000004', 43.1, 36.3, 'explosions', 'planned', 2, null, false],
];
const shapes = { 1: { shape: 'point', radius_km: 0 }, 2: { shape: 'ring', radius_km: 25 } };

describe('places', () => {
  it('join incidents of one point and one precision', () => {
    const places = placesOf(rows);
    expect(places.map((place) => place.ids.length)).toEqual([3, 1]);
    expect(places[0]).toMatchObject({ event: 'explosions', contested: true, killed: 15 });
  });

  it('draw a ring where the place is known within 25 km alone', () => {
    const drawn = features(placesOf(rows), shapes).features.map((one) => one.properties);
    expect(drawn[0]).toMatchObject({ n: 3, shape: 'point', radius: 0 });
    expect(drawn[1]?.radius).toBeCloseTo(radiusAtZoom0(25, 36.3));
  });

  it('give a ring the same width on the ground: more pixels far from the equator', () => {
    expect(radiusAtZoom0(25, 60)).toBeCloseTo(2 * radiusAtZoom0(25, 0));
  });
});

describe('the box of the map', () => {
  it('stays within 180 degrees, and is the world where it is wider', () => {
    expect(bbox({ west: 190, south: -10, east: 200, north: 10 })).toBe('-170,-10,-160,10');
    expect(bbox({ west: -300, south: -95, east: 300, north: 95 })).toBe('-180,-90,180,90');
  });

  it('holds points on both sides of the 180th meridian', () => {
    const box = { west: 170, south: -20, east: -170, north: 10 };
    expect(inside(box, 175, 0)).toBe(true);
    expect(inside(box, -175, 0)).toBe(true);
    expect(inside(box, 0, 0)).toBe(false);
  });

  it('has a margin round a single place, and is none without places', () => {
    const [low, high] = bounds(placesOf(rows.slice(0, 1))) ?? [[0, 0], [0, 0]];
    expect(high[0] - low[0]).toBeGreaterThan(0.5);
    expect(bounds([])).toBeNull();
  });
});

describe('an outline over the 180th meridian', () => {
  it('goes on beyond it', () => {
    const ring = [[179, -16], [-179, -16], [-179, -17], [179, -17], [179, -16]];
    expect(unwrapped(ring).map(([lon]) => lon)).toEqual([179, 181, 181, 179, 179]);
  });
});
