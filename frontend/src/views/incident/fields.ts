import type { IncidentActor, IncidentRow, Meta } from '../../lib/types';

/** What is edited together on an incident's page, and what may stand in each field. */
export const groupNames = [
  'type',
  'status',
  'date',
  'place',
  'killed',
  'injured',
  'perpetrator',
  'target',
] as const;
export type GroupName = (typeof groupNames)[number];

export interface Field {
  readonly name: (keyof IncidentRow & string) | 'perpetrators' | 'targets';
  readonly label: string;
  readonly kind: 'choice' | 'precision' | 'date' | 'count' | 'text' | 'country' | 'degrees' | 'names';
  /** Largest absolute value, of degrees. */
  readonly most?: number;
  readonly needed?: boolean;
}

const counts = (what: string): Field[] =>
  (['low', 'best', 'high'] as const).map((bound) => ({
    name: `${what}_${bound}` as Field['name'],
    label: bound,
    kind: 'count',
  }));

export const groups: Record<GroupName, readonly Field[]> = {
  type: [{ name: 'type', label: 'Type', kind: 'choice', needed: true }],
  status: [{ name: 'status', label: 'Status', kind: 'choice', needed: true }],
  date: [
    { name: 'date_from', label: 'From', kind: 'date' },
    { name: 'date_to', label: 'To', kind: 'date' },
    { name: 'date_precision', label: 'Precision', kind: 'precision' },
  ],
  place: [
    { name: 'place_name', label: 'Name', kind: 'text' },
    { name: 'place_admin1', label: 'First-order division', kind: 'text' },
    { name: 'place_country', label: 'Country', kind: 'country' },
    { name: 'place_lat', label: 'Latitude', kind: 'degrees', most: 90 },
    { name: 'place_lon', label: 'Longitude', kind: 'degrees', most: 180 },
    { name: 'place_precision', label: 'Precision', kind: 'precision' },
  ],
  killed: counts('killed'),
  injured: counts('injured'),
  perpetrator: [{ name: 'perpetrators', label: 'One name or identifier (A12) a line', kind: 'names' }],
  target: [{ name: 'targets', label: 'One name or identifier (A12) a line', kind: 'names' }],
};

function inRole(incident: Pick<IncidentRow, 'actors'>, field: Field): IncidentActor[] {
  const role = field.name === 'perpetrators' ? 'perpetrator' : 'target';
  return incident.actors
    .filter((actor) => actor.role === role)
    .sort((a, b) => a.ordinal - b.ordinal);
}

/** The value that a field has, as the archive compares it; actors by identifier, else by name. */
export function seenValue(incident: IncidentRow, field: Field): Value {
  if (field.name === 'perpetrators' || field.name === 'targets')
    return inRole(incident, field).map((actor) => actor.archive_actor_id ?? actor.name);
  return (incident[field.name] as string | number | null | undefined) ?? null;
}

/** A value of an edit as it can be sent again: actors by identifier, else by name. */
export function sendable(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) return one;
    const { archive_actor_id: id, name } = one as { archive_actor_id?: string | null; name?: string };
    return id ?? name ?? one;
  });
}

/** The value as it stands in the field's input. */
export function seenText(incident: IncidentRow, field: Field): string {
  if (field.kind === 'names')
    return inRole(incident, field)
      .map((actor) => actor.name)
      .join('\n');
  const value = seenValue(incident, field);
  return value === null ? '' : String(value);
}

/** Lines as actors: those that were there keep their identifiers, others are names or A000012. */
export function namesTyped(typed: string, actors: readonly IncidentActor[]): string[] {
  const left = [...actors];
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((line) => {
    const at = left.findIndex((actor) => actor.name === line);
    const actor = at < 0 ? undefined : left.splice(at, 1)[0];
    if (actor) return actor.archive_actor_id ?? actor.name;
    const number = /^A(\d{1,12})$/i.exec(line)?.[1];
    return number ? `A${number.padStart(6, '0')}` : line;
  });
}

/** The choices of a field: value and words. */
export function choices(field: Field, meta: Meta | null): [string, string][] {
  const named = (values: readonly string[]): [string, string][] =>
    values.map((value) => [value, value.replaceAll('_', ' ')]);
  const numbered = (values: Record<string, string>): [string, string][] =>
    Object.entries(values).map(([value, text]) => [value, `${value} · ${text}`]);
  if (!meta) return [];
  if (field.name === 'type') return named(meta.types.map((row) => row.type));
  if (field.name === 'status') return named(meta.statuses);
  if (field.name === 'date_precision') return numbered(meta.time_precisions);
  if (field.name === 'place_precision') return numbered(meta.place_precisions);
  return [];
}

const datePattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

function isDate(text: string): boolean {
  const parts = datePattern.exec(text);
  if (!parts) return false;
  const [, year, month = '01', day = '01'] = parts;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

export type Value = string | number | null | string[];

/** What was typed as the archive's value; an Error says what is wrong with it. */
export function parsed(field: Field, typed: string): Value | Error {
  const text = typed.trim();
  if (!text) return field.needed ? new Error('This cannot be empty.') : null;
  switch (field.kind) {
    case 'date':
      return isDate(text)
        ? text
        : new Error('Write a date that exists: 2017, 2017-03 or 2017-03-17.');
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : new Error('Write a whole number, 0 or more.');
    case 'precision':
      return /^\d$/.test(text) ? Number(text) : new Error('Choose a precision.');
    case 'country':
      return /^[A-Za-z]{2}$/.test(text)
        ? text.toUpperCase()
        : new Error('Write the two letters of the country, such as IQ.');
    case 'degrees': {
      const value = Number(text);
      const most = field.most ?? 180;
      return Number.isFinite(value) && Math.abs(value) <= most
        ? value
        : new Error(`Write degrees between -${most} and ${most}.`);
    }
    default:
      return text.length <= 300 ? text : new Error('At most 300 characters.');
  }
}

/** What does not fit together, by field. */
export function clashesWithin(values: Record<string, Value>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const what of ['killed', 'injured']) {
    const low = values[`${what}_low`];
    const best = values[`${what}_best`];
    const high = values[`${what}_high`];
    if (typeof best === 'number' && typeof low === 'number' && best < low)
      found[`${what}_best`] = 'The best figure is below the lowest.';
    if (typeof high === 'number' && typeof best === 'number' && high < best)
      found[`${what}_high`] = 'The highest figure is below the best.';
    else if (typeof high === 'number' && typeof low === 'number' && high < low)
      found[`${what}_high`] = 'The highest figure is below the lowest.';
  }
  const { date_from: from, date_to: to, place_lat: lat, place_lon: lon } = values;
  if (typeof from === 'string' && typeof to === 'string') {
    const shorter = Math.min(from.length, to.length);
    if (to.slice(0, shorter) < from.slice(0, shorter)) found.date_to = 'The end is before the start.';
  }
  if (lat !== undefined && (lat === null) !== (lon === null))
    found[lat === null ? 'place_lat' : 'place_lon'] = 'A point needs both latitude and longitude.';
  return found;
}

export interface Checked {
  values: Record<string, Value>;
  errors: Record<string, string>;
}

export function check(
  fields: readonly Field[],
  typed: Record<string, string>,
  actors: readonly IncidentActor[] = [],
): Checked {
  const values: Record<string, Value> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    if (field.kind === 'names') {
      values[field.name] = namesTyped(typed[field.name] ?? '', actors);
      continue;
    }
    const value = parsed(field, typed[field.name] ?? '');
    if (value instanceof Error) errors[field.name] = value.message;
    else values[field.name] = value;
  }
  return { values, errors: { ...clashesWithin(values), ...errors } };
}
