import { describe, expect, it } from 'vitest';
import type { IncidentActor, IncidentRow } from '../../lib/types';
import { check, groups, namesTyped, seenText, seenValue, sendable } from './fields';

const errors = (group: keyof typeof groups, typed: Record<string, string>) =>
  check(groups[group], typed).errors;

describe('what a reviewer types', () => {
  it('becomes the archive’s values; empty is unknown, zero is zero', () => {
    expect(
      check(groups.killed, { killed_low: '12', killed_best: ' 0012 ', killed_high: '' }).values,
    ).toEqual({ killed_low: 12, killed_best: 12, killed_high: null });
    expect(check(groups.killed, { killed_low: '0' }).values.killed_low).toBe(0);
    expect(check(groups.place, { place_country: 'iq', place_lat: '36.34', place_lon: '43.13' }).values)
      .toMatchObject({ place_country: 'IQ', place_lat: 36.34, place_lon: 43.13 });
  });

  it('is refused with what to write instead', () => {
    expect(errors('date', { date_from: '2017-02-30' }).date_from).toContain('2017-03-17');
    expect(errors('date', { date_from: '13/02/2017' }).date_from).toContain('date that exists');
    expect(errors('killed', { killed_best: '-3' }).killed_best).toContain('whole number');
    expect(errors('killed', { killed_best: '1e3' }).killed_best).toContain('whole number');
    expect(errors('place', { place_lat: '91', place_lon: '0' }).place_lat).toContain('-90 and 90');
    expect(errors('place', { place_country: 'Iraq' }).place_country).toContain('two letters');
    expect(errors('type', { type: '' }).type).toBe('This cannot be empty.');
  });

  it('must fit together', () => {
    expect(errors('killed', { killed_low: '10', killed_best: '9' })).toHaveProperty('killed_best');
    expect(errors('injured', { injured_low: '10', injured_high: '9' })).toHaveProperty('injured_high');
    expect(errors('date', { date_from: '2017-03', date_to: '2017-02-28' })).toHaveProperty('date_to');
    expect(errors('date', { date_from: '2017-03', date_to: '2017-03-02' })).toEqual({});
    expect(errors('place', { place_lat: '36', place_lon: '' })).toHaveProperty('place_lon');
    expect(errors('killed', { killed_low: '1', killed_best: '2', killed_high: '3' })).toEqual({});
  });
});

describe('actors of a role', () => {
  const actor = (ordinal: number, name: string, id: string | null): IncidentActor => ({
    role: 'target',
    ordinal,
    archive_actor_id: id,
    name,
    kind: 7,
    country: null,
    reports: 1,
    report_id: null,
  });
  const actors = [actor(2, 'guards', null), actor(1, 'civilians', 'A000007')];
  const incident = { actors: [...actors, { ...actor(1, 'bomber', 'A000009'), role: 'perpetrator' }] };
  const field = groups.target[0]!;

  it('are edited by name, one a line, and compared by identifier', () => {
    expect(seenText(incident as IncidentRow, field)).toBe('civilians\nguards');
    expect(seenValue(incident as IncidentRow, field)).toEqual(['A000007', 'guards']);
  });

  it('keep their identifiers; new ones are names or identifiers', () => {
    expect(namesTyped(' civilians \n\nA12\nIraqi police', actors)).toEqual([
      'A000007',
      'A000012',
      'Iraqi police',
    ]);
    expect(sendable([{ archive_actor_id: 'A000007', name: 'civilians' }, { name: 'guards' }, 'x'])).toEqual([
      'A000007',
      'guards',
      'x',
    ]);
    expect(sendable(141)).toBe(141);
    expect(check(groups.target, { targets: '' }, actors).values.targets).toEqual([]);
  });
});
