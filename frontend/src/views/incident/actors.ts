import type { IncidentActor } from '../../lib/types';

/** Actors of one role that are written alike, as one line. */
export interface Named extends IncidentActor {
  readonly key: string;
}

/** Actors by role, in their order; those of one name, kind and country once, with all their reports. */
export function grouped(actors: readonly IncidentActor[]): [string, Named[]][] {
  const roles = new Map<string, Map<string, Named>>();
  for (const actor of actors) {
    const names = roles.get(actor.role) ?? new Map<string, Named>();
    roles.set(actor.role, names);
    const key = `${actor.name}\n${actor.kind}\n${actor.country ?? ''}`;
    const found = names.get(key);
    names.set(key, found ? { ...found, reports: found.reports + actor.reports } : { ...actor, key });
  }
  return [...roles].map(([role, names]) => [role, [...names.values()]]);
}
