import { describe, expect, it } from 'vitest';
import { bar, boundsText, scaleEnd } from './bounds';

describe('bounds of a toll', () => {
  it('read as an analyst would say them', () => {
    expect(boundsText({ low: 12, best: 12, high: 12 })).toBe('12');
    expect(boundsText({ low: 12, best: 12, high: null })).toBe('at least 12');
    expect(boundsText({ low: null, best: 30, high: 30 })).toBe('up to 30');
    expect(boundsText({ low: 45, best: 50, high: 55 })).toBe('45 to 55, best 50');
    expect(boundsText({ low: 0, best: 0, high: 0 })).toBe('0');
    expect(boundsText({ low: 16, best: 61, high: null })).toBe('61 (16 or more)');
    expect(boundsText({ low: null, best: null, high: null })).toBe('no number');
    expect(boundsText({ low: 280000, best: 280000, high: null })).toBe('at least 280,000');
  });

  it('are drawn on one scale with room for open ends', () => {
    const entries = [
      { low: 12, best: 12, high: null },
      { low: 45, best: 50, high: 55 },
    ];
    const end = scaleEnd(entries);
    expect(end).toBe(55);
    expect(bar(entries[0]!, end)).toMatchObject({ openHigh: true, openLow: false });
    expect(bar(entries[1]!, 100)).toEqual({
      left: 45,
      width: 10,
      best: 50,
      openLow: false,
      openHigh: false,
    });
  });

  it('leave room where the largest figure is open above', () => {
    expect(scaleEnd([{ low: 40, best: 40, high: null }])).toBe(50);
    expect(scaleEnd([])).toBe(1);
    expect(scaleEnd([{ low: 0, best: 0, high: 0 }])).toBe(1);
  });

  it('are not drawn where there is no number', () => {
    expect(bar({ low: null, best: null, high: null }, 10)).toBeNull();
  });
});
