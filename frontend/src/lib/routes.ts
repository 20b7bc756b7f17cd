// Addresses and their views; a view is loaded when it is first shown.
import type { Component } from 'svelte';

// A view gets the parts of its address as props; `id` is decoded.
export type LoadedView = Component<{ id: string }> | Component;
type View = () => Promise<{ default: LoadedView }>;

export interface Route {
  pattern: RegExp;
  title: string;
  view: View;
}

export interface Section {
  address: string;
  title: string;
  /** Name in meta.counts. */
  count?: string;
}

export const sections: Section[] = [
  { address: '/incidents', title: 'Incidents', count: 'incidents' },
  { address: '/claims', title: 'Claims', count: 'claims' },
  { address: '/actors', title: 'Actors', count: 'actors' },
  { address: '/documents', title: 'Documents', count: 'documents' },
  { address: '/queue', title: 'Queue' },
  { address: '/conflicts', title: 'Conflicts', count: 'conflicts' },
  { address: '/rejects', title: 'Rejects', count: 'rejects' },
];

// Views of others: a folder of src/views with the view's name, added here with one line.
export const routes: Route[] = [
  {
    pattern: /^\/(?:incidents)?$/,
    title: 'Incidents',
    view: () => import('../views/incidents/Incidents.svelte'),
  },
  { pattern: /^\/incidents\/(?<id>.+)$/, title: 'Incident', view: () => import('../views/incident/Incident.svelte') },
  { pattern: /^\/documents$/, title: 'Documents', view: () => import('../views/document/Documents.svelte') },
  { pattern: /^\/documents\/(?<id>.+)$/, title: 'Document', view: () => import('../views/document/Document.svelte') },
  { pattern: /^\/claims$/, title: 'Claims', view: () => import('../views/claims/Claims.svelte') },
  { pattern: /^\/actors$/, title: 'Actors', view: () => import('../views/actors/Actors.svelte') },
  { pattern: /^\/actors\/(?<id>.+)$/, title: 'Actor', view: () => import('../views/actors/Actor.svelte') },
  { pattern: /^\/queue$/, title: 'Queue', view: () => import('../views/queue/Queue.svelte') },
  { pattern: /^\/conflicts$/, title: 'Conflicts', view: () => import('../views/conflicts/Conflicts.svelte') },
  { pattern: /^\/rejects$/, title: 'Rejects', view: () => import('../views/rejects/Rejects.svelte') },
];

export function match(path: string): { route: Route; id: string } | null {
  for (const route of routes) {
    const found = route.pattern.exec(path);
    if (found) return { route, id: decode(found.groups?.id ?? '') };
  }
  return null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
