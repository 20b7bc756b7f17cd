import { describe, expect, it } from 'vitest';
import type { IncidentActor } from '../../lib/types';
import { grouped } from './actors';

const actor = (role: string, name: string, more: Partial<IncidentActor> = {}): IncidentActor => ({
  role,
  ordinal: 0,
  archive_actor_id: null,
  name,
  kind: 2,
  country: 'IQ',
  reports: 1,
  report_id: null,
  ...more,
});

describe('actors of an incident', () => {
  it('stand once for each name, kind and country, with all their reports', () => {
    const found = grouped([
      actor('perpetrator', 'suicide bomber'),
      actor('target', 'police', { kind: 1 }),
      actor('perpetrator', 'suicide bomber', { archive_actor_id: 'A000009' }),
      actor('perpetrator', 'suicide bomber', { country: 'SY' }),
    ]);
    expect(found.map(([role, names]) => [role, names.map((one) => [one.name, one.country, one.reports])])).toEqual([
      [
        'perpetrator',
        [
          ['suicide bomber', 'IQ', 2],
          ['suicide bomber', 'SY', 1],
        ],
      ],
      ['target', [['police', 'IQ', 1]]],
    ]);
  });
});
