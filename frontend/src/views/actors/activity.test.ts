import { describe, expect, it } from 'vitest';
import type { ActivityMonth } from '../records';
import { changeText, levels, monthStart, series, yearsOf } from './activity';

const row = (month: string, incidents: number): ActivityMonth => ({
  month,
  incidents,
  killed: 0,
  as_perpetrator: incidents,
  as_target: 0,
  all_incidents: 100,
});
const months = [row('2014-11', 10), row('2014-12', 0), row('2015-01', 2), row('2015-02', 4)];

describe('activity of an actor', () => {
  it('has one mean for each stretch between change points', () => {
    expect(levels(months, ['2015-01'])).toEqual([
      { from: '2014-11', to: '2014-12', mean: 5 },
      { from: '2015-01', to: '2015-02', mean: 3 },
    ]);
    expect(levels(months, [])).toEqual([{ from: '2014-11', to: '2015-02', mean: 4 }]);
    expect(levels([], ['2015-02'])).toEqual([]);
  });

  it('is drawn at the start of each month, in UTC, with its level', () => {
    const [times, counts, means] = series(months, ['2015-01']);
    expect(times[0]).toBe(Date.UTC(2014, 10, 1) / 1000);
    expect(counts).toEqual([10, 0, 2, 4]);
    expect(means).toEqual([5, 5, 3, 3]);
    expect(monthStart('2017-01')).toBe(Date.UTC(2017, 0, 1) / 1000);
  });

  it('offers its years as base periods', () => {
    expect(yearsOf(months)).toEqual(['2014', '2015']);
  });

  it('says a change in words', () => {
    expect(changeText(-0.45)).toBe('down 45 %');
    expect(changeText(12.5)).toBe('up 1,250 %');
    expect(changeText(0.001)).toBe('unchanged');
    expect(changeText(null)).toBeNull();
  });
});
