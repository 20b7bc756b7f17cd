import { describe, expect, it } from 'vitest';
import type { Bin } from '../../lib/types';
import { brushed, end, iso, stack, start, unitFor } from './bins';

function bin(from: string, counts: Record<string, number>): Bin {
  return { from, to: from, counts, killed: 0, wide: 0 };
}
const bins = [bin('2016-12-01', { battles: 2 }), bin('2017-02-01', { battles: 1, explosions: 4, other: 1 })];

describe('the timeline', () => {
  it('has the empty months between the others', () => {
    const { x } = stack(bins, 'month', ['battles', 'explosions']);
    expect(x.map((seconds) => iso(seconds * 1000))).toEqual(['2016-12-01', '2017-01-01', '2017-02-01']);
  });

  it('stacks the types on each other, those without one at the top', () => {
    const { layers, most } = stack(bins, 'month', ['battles', 'explosions']);
    expect(layers.map((layer) => [layer.event, layer.tops])).toEqual([
      ['battles', [2, 0, 1]],
      ['explosions', [2, 0, 5]],
      ['other', [2, 0, 6]],
    ]);
    expect(most).toBe(6);
  });

  it('does not fill a gap of centuries day by day', () => {
    const far = [bin('0117-03-08', { battles: 1 }), bin('2017-03-08', { battles: 1 })];
    expect(stack(far, 'day', ['battles']).x.length).toBe(2);
  });

  it('is empty without bins', () => {
    expect(stack([], 'month', ['battles'])).toEqual({ x: [], layers: [], most: 0 });
  });
});

describe('the brush', () => {
  const { x } = stack(bins, 'month', ['battles']);
  it('takes the whole months that it touches', () => {
    const stretch = { from: start('2017-01-20') / 1000, to: start('2017-02-03') / 1000 };
    expect(brushed(stretch, x, 'month')).toEqual({ from: '2017-01-01', to: '2017-02-28' });
  });

  it('takes nothing beside the bars', () => {
    const stretch = { from: start('2019') / 1000, to: start('2020') / 1000 };
    expect(brushed(stretch, x, 'month')).toBeNull();
  });
});

describe('dates', () => {
  it('end with their last day', () => {
    expect(['2017', '2017-02', '2017-02-28'].map((date) => iso(end(date)))).toEqual([
      '2018-01-01', '2017-03-01', '2017-03-01',
    ]);
  });

  it('choose a unit with some hundreds of bins at most', () => {
    expect(unitFor('2017-01-01', '2017-02-15')).toBe('day');
    expect(unitFor('2016-10-01', '2017-07-01')).toBe('week');
    expect(unitFor('2010-01-01', '2020-01-01')).toBe('month');
    expect(unitFor('1950-01-01', '2020-01-01')).toBe('year');
    expect(unitFor(null, null)).toBe('month');
  });
});
