import type { IncidentRow, Meta } from '../../lib/types';

/** What is edited together on an incident's page, and what may stand in each field. */
export type GroupName = 'type' | 'status' | 'date' | 'place' | 'killed' | 'injured';

export interface Field {
  readonly name: keyof IncidentRow & string;
  readonly label: string;
  readonly kind: 'choice' | 'precision' | 'date' | 'count' | 'text' | 'country' | 'degrees';
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
};

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

export type Value = string | number | null;

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

export function check(fields: readonly Field[], typed: Record<string, string>): Checked {
  const values: Record<string, Value> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const value = parsed(field, typed[field.name] ?? '');
    if (value instanceof Error) errors[field.name] = value.message;
    else values[field.name] = value;
  }
  return { values, errors: { ...clashesWithin(values), ...errors } };
}
