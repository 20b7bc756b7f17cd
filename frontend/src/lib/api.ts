// The API of `dateline serve` (docs/api.md): requests, errors, decisions.
import type { Decided, DecisionInput, Listing } from './types';

export type Value = string | number | boolean | null | undefined;
export type Query = Record<string, Value | readonly string[]>;

/** What the server refused, in its own words, with what can be done about it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly cure: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** A query string without empty values; lists repeat the parameter. */
export function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value)) for (const one of value) params.append(name, one);
    else params.append(name, typeof value === 'boolean' ? (value ? '1' : '0') : String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The path of one thing; its identifier may hold slashes and anything else. */
export function pathOf(kind: string, id: string): string {
  return `${kind}/${id.split('/').map(encodeURIComponent).join('/')}`;
}

async function answer<T>(request: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(
      0,
      'The server does not answer.',
      'Is `dateline serve` still running? Start it again and reload this page.',
    );
  }
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = {};
  }
  if (response.ok) return body as T;
  const fields = (body ?? {}) as { error?: { message?: string; cure?: string } };
  throw new ApiError(
    response.status,
    fields.error?.message ?? `The server answered ${response.status}.`,
    fields.error?.cure ?? 'Reload the page; if it stays so, see what the server printed.',
    fields as Record<string, unknown>,
  );
}

/** GET /api/PATH?QUERY. Throws ApiError, or the signal's AbortError. */
export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { headers: { Accept: 'application/json' } };
  if (signal) init.signal = signal;
  return answer<T>(fetch(`/api/${path}${queryString(query)}`, init));
}

export function list<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Listing<T>> {
  return get<Listing<T>>(path, query, signal);
}

function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="dateline-token"]')?.content ?? '';
}

/** POST /api/PATH with the page's token. */
export function post<T>(path: string, body: unknown): Promise<T> {
  return answer<T>(
    fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Dateline-Token': token() },
      body: JSON.stringify(body),
    }),
  );
}

/** Several decisions are one batch: all or none, undone together. */
export function decide(decisions: DecisionInput[]): Promise<Decided> {
  return post<Decided>('decisions', { decisions });
}

export function undo(which: { id: string } | { batch: string } | { last: true }): Promise<Decided> {
  return post<Decided>('decisions/undo', which);
}
