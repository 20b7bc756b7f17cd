// The filters of incidents: read from the address, written to it and to the API, told in words.
import type { Query } from './api';
import { countryName, day, words } from './format';

/** Filters with one value. */
export const singles = [
  'q', 'from', 'to', 'bbox', 'killed_min', 'killed_max', 'sources_min', 'contested', 'flagged',
  'assignee', 'document', 'family',
] as const;
/** Filters that may be repeated: any of the values holds. */
export const lists = [
  'event_type', 'type', 'status', 'actor', 'country', 'grade', 'verdict', 'work_status', 'id',
] as const;

export type Single = (typeof singles)[number];
export type Many = (typeof lists)[number];
export type Filters = Partial<Record<Single, string>> & Partial<Record<Many, string[]>>;

const date = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const whole = /^\d{1,9}$/;

/** The box of a `bbox`: west, south, east, north in degrees; null for what is none. */
export function box(text: string): [number, number, number, number] | null {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some((number) => !Number.isFinite(number))) return null;
  if (west === undefined || south === undefined || east === undefined || north === undefined)
    return null;
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || south > north) return null;
  if (south < -90 || north > 90) return null;
  return [west, south, east, north];
}

/** What may stand in a filter; everything else in an address is left out. */
export function valid(name: Single | Many, value: string): boolean {
  if (value === '' || value.length > 400) return false;
  if (name === 'from' || name === 'to') return date.test(value);
  if (name === 'killed_min' || name === 'killed_max' || name === 'sources_min')
    return whole.test(value);
  if (name === 'contested' || name === 'flagged') return value === '0' || value === '1';
  if (name === 'bbox') return box(value) !== null;
  return true;
}

export function read(query: URLSearchParams): Filters {
  const found: Filters = {};
  for (const name of singles) {
    const value = query.get(name)?.trim() ?? '';
    if (valid(name, value)) found[name] = value;
  }
  for (const name of lists) {
    const values = [...new Set(query.getAll(name))].filter((value) => valid(name, value));
    if (values.length > 0) found[name] = values;
  }
  return found;
}

/** Every filter's parameter, null where it is not set: for `router.set`. */
export function parameters(filters: Filters): Record<string, string | string[] | null> {
  const all: Record<string, string | string[] | null> = {};
  for (const name of [...singles, ...lists]) all[name] = filters[name] ?? null;
  return all;
}

export function toQuery(filters: Filters, without: readonly (Single | Many)[] = []): Query {
  return Object.fromEntries(
    Object.entries(filters).filter(([name]) => !without.includes(name as Single | Many)),
  );
}

/** The filters with a value of a repeated one put in or taken out. */
export function toggle(filters: Filters, name: Many, value: string, on: boolean): Filters {
  const rest = (filters[name] ?? []).filter((one) => one !== value);
  const values = on ? [...rest, value] : rest;
  const next = { ...filters };
  if (values.length > 0) next[name] = values;
  else delete next[name];
  return next;
}

export function assign(filters: Filters, name: Single, value: string): Filters {
  const next = { ...filters };
  if (valid(name, value.trim())) next[name] = value.trim();
  else delete next[name];
  return next;
}

export interface Chip {
  name: Single | Many;
  value: string;
  label: string;
}

const labels: Record<Single | Many, (value: string) => string> = {
  q: (value) => `“${value}”`,
  from: (value) => `from ${day(value)}`,
  to: (value) => `to ${day(value)}`,
  bbox: () => 'in the box on the map',
  killed_min: (value) => `killed ≥ ${value}`,
  killed_max: (value) => `killed ≤ ${value}`,
  sources_min: (value) => `sources ≥ ${value}`,
  contested: (value) => (value === '1' ? 'contested' : 'not contested'),
  flagged: (value) => (value === '1' ? 'flagged' : 'not flagged'),
  assignee: (value) => `assigned to ${value}`,
  document: (value) => `document ${value}`,
  family: (value) => `family ${value}`,
  event_type: words,
  type: words,
  status: words,
  actor: (value) => `actor ${value}`,
  country: countryName,
  grade: (value) => (value === 'none' ? 'not graded' : `grade ${value}`),
  verdict: (value) => (value === 'none' ? 'not decided' : value),
  work_status: (value) => (value === 'none' ? 'no work status' : value),
  id: (value) => value,
};

/** Each filter that is set, in words, in a fixed order. */
export function chips(filters: Filters): Chip[] {
  const found: Chip[] = [];
  for (const name of [...singles, ...lists]) {
    const value = filters[name];
    if (value === undefined) continue;
    for (const one of typeof value === 'string' ? [value] : value)
      found.push({ name, value: one, label: labels[name](one) });
  }
  return found;
}

export function without(filters: Filters, chip: Pick<Chip, 'name' | 'value'>): Filters {
  if ((lists as readonly string[]).includes(chip.name))
    return toggle(filters, chip.name as Many, chip.value, false);
  const next = { ...filters };
  delete next[chip.name];
  return next;
}
