import { describe, expect, it } from 'vitest';
import { Offsets, segments } from './offsets';

const text = 'Blast 💥 killed 12 in Kérkyra 👩‍🚒, medics said';

describe('offsets', () => {
  it('find the same words as code points do, after emoji and combining marks', () => {
    const points = [...text];
    const offsets = new Offsets(text);
    for (const word of ['killed', '12', 'Kérkyra', 'medics']) {
      const start = points.join('\0').split('\0').findIndex((_, at) => points.slice(at).join('').startsWith(word));
      expect(offsets.slice(start, start + [...word].length)).toBe(word);
    }
  });

  it('count an emoji once and a combining mark apart from its letter', () => {
    expect(new Offsets('a💥b').length).toBe(3);
    expect(new Offsets('e\u0301').length).toBe(2);
  });

  it('turn back into the same code point', () => {
    const offsets = new Offsets(text);
    for (let point = 0; point <= offsets.length; point += 1)
      expect(offsets.point(offsets.unit(point))).toBe(point);
  });

  it('stay inside the text', () => {
    const offsets = new Offsets('💥💥');
    expect([offsets.unit(-3), offsets.unit(99), offsets.point(99)]).toEqual([0, 4, 2]);
  });

  it('give the pair for an index inside of one', () => {
    expect(new Offsets('💥x').point(1)).toBe(0);
  });
});

describe('segments', () => {
  it('cut at every border of overlapping spans', () => {
    const found = segments('an air strike near Mosul', [
      { start: 3, end: 13, kind: 'trigger' },
      { start: 7, end: 24, kind: 'place' },
    ]);
    expect(found.map((part) => [part.text, part.spans.map((span) => span.kind).join('+')])).toEqual([
      ['an ', ''],
      ['air ', 'trigger'],
      ['strike', 'place+trigger'],
      [' near Mosul', 'place'],
    ]);
  });

  it('count from where the text starts in its document, and leave out spans outside', () => {
    const found = segments(
      '💥 in Mosul',
      [
        { start: 105, end: 110, kind: 'place' },
        { start: 3, end: 9, kind: 'trigger' },
      ],
      100,
    );
    expect(found.map((part) => part.text)).toEqual(['💥 in ', 'Mosul']);
    expect(found[1]?.start).toBe(105);
  });

  it('keep a text without spans whole', () => {
    expect(segments('Nothing here', []).map((part) => part.text)).toEqual(['Nothing here']);
  });
});
