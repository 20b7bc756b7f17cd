import { describe, expect, it } from 'vitest';
import { addition, type Draft } from './addition';

const text = 'Police were late. 🚨 A bomb killed 12 in Mosul, police said. Police left.';
const draft: Draft = {
  type: 'remote_explosive_ied',
  status: 'happened',
  date_from: '',
  date_to: '',
  place_name: '',
  report: 'doc-1/i1',
  role: 'target',
  mention: 'PLACE',
  source: '',
  cue: '',
  source_type: 'institution',
  speech_act: 'assert',
  commitment: 'certain',
  mode: 'indirect',
  about: [],
};
const anchor = { start: 20, end: 46 };

describe('what a reviewer adds', () => {
  it('has a day as its first and last where only one is given', () => {
    const made = addition('incident', { ...draft, date_from: '2017-03-17', place_name: ' Mosul ' }, text, anchor);
    expect(made).toEqual({
      value: {
        type: 'remote_explosive_ied',
        status: 'happened',
        date_from: '2017-03-17',
        date_to: '2017-03-17',
        place_name: 'Mosul',
      },
      error: null,
    });
    expect(addition('incident', draft, text, anchor).value).not.toHaveProperty('date_from');
  });

  it('ties a claim to the nearest words of its speaker, in code points', () => {
    const made = addition('claim', { ...draft, source: 'police', cue: 'said', about: ['doc-1/i1'] }, text, anchor);
    expect(made.error).toBeNull();
    expect(made.value.source).toEqual({ start: 47, end: 53 });
    expect(made.value.incidents).toEqual(['doc-1/i1']);
    expect(Array.from(text).slice(47, 53).join('')).toBe('police');
  });

  it('is refused with what to do', () => {
    expect(addition('mention', draft, text, null).error).toContain('do not stand in the text');
    expect(addition('role', { ...draft, report: '' }, text, anchor).error).toContain('Add the incident first');
    expect(addition('claim', { ...draft, source: 'Reuters' }, text, anchor).error).toContain('Reuters');
    expect(addition('incident', { ...draft, date_from: 'yesterday' }, text, anchor).error).toContain('2017-03-17');
  });
});
