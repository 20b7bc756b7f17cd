import { describe, expect, it } from 'vitest';
import { Offsets } from '../../lib/offsets';
import { occurrences, paragraphs, spansAt, trimmed } from './spans';

const text = '🚨 MOSUL (AP)\n\nAt least 12 people were killed in Mosul.\n  \nPolice said so.';

describe('paragraphs', () => {
  it('leave out empty lines and keep code-point offsets', () => {
    const map = new Offsets(text);
    const found = paragraphs(text);
    expect(found.map((paragraph) => paragraph.words)).toEqual([
      '🚨 MOSUL (AP)',
      'At least 12 people were killed in Mosul.',
      'Police said so.',
    ]);
    for (const paragraph of found)
      expect(map.slice(paragraph.start, paragraph.end)).toBe(paragraph.words);
  });
});

describe('spans under a click', () => {
  const claim = { start: 0, end: 30, name: 'claim' };
  const people = { start: 0, end: 18, name: 'people' };
  const number = { start: 0, end: 11, name: 'number' };
  const killed = { start: 24, end: 34, name: 'killed' };

  it('put the shortest first where a click could mean several', () => {
    expect(spansAt([claim, people, number], 3).map((span) => span.name)).toEqual([
      'number',
      'people',
      'claim',
    ]);
    expect(spansAt([claim, killed], 30).map((span) => span.name)).toEqual(['killed']);
  });
});

describe('a selection', () => {
  const map = new Offsets(text);
  const slice = (start: number, end: number) => map.slice(start, end);

  it('loses its blanks', () => {
    const found = occurrences(text, ' 12 people ')[0]!;
    const span = trimmed(slice, found)!;
    expect(map.slice(span.start, span.end)).toBe('12 people');
    expect(trimmed(slice, { start: 1, end: 2 })).toBeNull();
  });

  it('is found by its words wherever they stand', () => {
    expect(occurrences('Mosul 🚨 Mosul', 'Mosul')).toEqual([
      { start: 0, end: 5 },
      { start: 8, end: 13 },
    ]);
    expect(occurrences(text, '')).toEqual([]);
    expect(occurrences('aaaa', 'a', 2)).toHaveLength(2);
  });
});
