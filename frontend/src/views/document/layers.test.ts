import { describe, expect, it } from 'vitest';
import { marksOf, plain, shortId } from './layers';
import type { Claim, Report } from '../records';

const report = {
  report: { id: 'doc/7/i2', type: 'air_drone_strike' } as Report,
  triggers: [{ ordinal: 0, start: 10, end: 16, words: 'strike' }],
  arguments: [
    { ordinal: 0, start: 3, end: 6, words: 'jet', role: 'weapon', inferred: '', by: 'm', score: 0.9, note: null },
  ],
};
const claim = {
  id: 'doc/7/c1',
  content_start: 0,
  content_end: 20,
  content_words: 'a jet strike',
  source_start: 22,
  source_end: 28,
  source_words: 'police',
  cue_start: null,
  cue_end: null,
  addressee_start: null,
  addressee_end: null,
} as Claim;

describe('the layers of a document', () => {
  const marks = marksOf({
    mentions: [
      { ordinal: 0, start: 22, end: 28, words: 'police', type: 'STATE_FORCE', actor_id: null, archive_actor_id: null, by: 'm', score: 1 },
      { ordinal: 1, start: 30, end: 35, words: 'Mosul', type: 'PLACE', actor_id: null, archive_actor_id: null, by: 'm', score: 1 },
    ],
    reports: [report],
    claims: [claim],
    marks: [{ ordinal: 0, kind: 'related_link', start: 50, end: 60, words: 'Read more', of_start: null, of_end: null }],
  });

  it('hold every span once, in text order', () => {
    expect(marks.map((mark) => [mark.key, mark.layer, mark.kind, mark.label])).toEqual([
      ['doc/7/c1content', 'claims', 'content', 'claim c1'],
      ['doc/7/i2r0', 'incidents', 'r-weapon', 'weapon of i2'],
      ['doc/7/i2t0', 'incidents', 'trigger', 'air drone strike (i2)'],
      ['doc/7/c1source', 'claims', 'speaker', 'source of claim c1'],
      ['m0', 'mentions', 'm-actor', 'state force'],
      ['m1', 'mentions', 'm-place', 'place'],
      ['f0', 'furniture', 'furniture', 'related link'],
    ]);
  });

  it('leave out parts of a claim that no words carry', () => {
    expect(marks.some((mark) => mark.key === 'doc/7/c1cue')).toBe(false);
  });

  it('name reports without their document', () => {
    expect(shortId('doc/7/i2')).toBe('i2');
    expect(shortId('doc/7/uaec9m3dc98')).toBe('added');
    expect(plain('ARMED_GROUP')).toBe('armed group');
  });
});
