import { pathOf } from '../lib/api';

/** The address of a document's page, at some of its words where they are given (code points). */
export function documentAddress(id: string, start?: number | null, end?: number | null): string {
  const at = typeof start === 'number' && typeof end === 'number' ? `?at=${start}-${end}` : '';
  return `/${pathOf('documents', id)}${at}`;
}

export function incidentAddress(id: string): string {
  return `/${pathOf('incidents', id)}`;
}

export function actorAddress(id: string): string {
  return `/${pathOf('actors', id)}`;
}

/** "DOC" of "DOC/i1": the document's identifier may itself hold slashes. */
export function documentOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}
