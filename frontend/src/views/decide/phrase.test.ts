import { describe, expect, it } from 'vitest';
import { phrase, remark, show } from './phrase';

const told = (action: string, more: { field?: string; old?: unknown; new?: unknown } = {}) =>
  phrase({ action, field: more.field ?? null, old: more.old ?? null, new: more.new ?? null });

describe('a decision in words', () => {
  it('says what was before', () => {
    expect(told('edit', { field: 'killed_best', old: 141, new: 150 })).toBe(
      'set killed best to 150 (was 141)',
    );
    expect(told('edit', { field: 'place_name', new: 'Mosul' })).toBe(
      'set place name to Mosul (was nothing)',
    );
  });

  it('names what was merged, split and joined', () => {
    expect(told('merge', { new: { incidents: ['I000015', 'I000016'] } })).toBe(
      'merged I000015, I000016 into this',
    );
    expect(told('split', { new: { reports: ['doc-1/i1'] } })).toBe('split off doc-1/i1');
    expect(told('alias', { new: { name: 'Daesh' } })).toBe('joined name: Daesh');
  });

  it('tells a grade from none', () => {
    expect(told('grade', { new: 'weak' })).toBe('graded weak');
    expect(told('grade')).toBe('took the grade away');
    expect(told('reconsider')).toBe('reconsider');
  });

  it('shows the words of a comment, else the reason', () => {
    expect(remark({ action: 'comment', new: 'Same strike?', reason: null })).toBe('Same strike?');
    expect(remark({ action: 'reject', new: null, reason: 'a film' })).toBe('a film');
  });

  it('shows zero as a value and unknown as nothing', () => {
    expect(show(0)).toBe('0');
    expect(show(36.335)).toBe('36.335');
    expect(show([])).toBe('nothing');
    expect(show(true)).toBe('yes');
    expect(show([{ archive_actor_id: 'A000094', name: 'civilians', kind: 7 }, 'guards'])).toBe(
      'civilians, guards',
    );
  });
});
