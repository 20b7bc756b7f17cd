// How values are written: unknown is "?" or "unknown", never zero; a precision is always shown.

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2017-01-13` → `13 Jan 2017`, `2017-01` → `Jan 2017`, `2017` → `2017`. */
export function day(iso: string): string {
  const [year = '', month, date] = iso.slice(0, 10).split('-');
  const name = month ? (months[Number(month) - 1] ?? month) : '';
  return [date ? String(Number(date)) : '', name, year].filter(Boolean).join(' ');
}

const widths: Record<number, string> = {
  2: '2–6 days',
  3: 'week',
  4: 'month',
  5: 'up to a year',
  0: 'longer or unknown',
};

/** An interval with its precision (codebook, section 6): `Jan 2017 (month)`. */
export function dates(from: string | null, to: string | null, precision: number | null): string {
  const width = precision === null ? '' : (widths[precision] ?? '');
  const note = width ? ` (${width})` : '';
  if (!from && !to) return 'unknown';
  if (!from || !to) return `${from ? `from ${day(from)}` : `until ${day(to ?? '')}`}${note}`;
  return interval(from, to) + note;
}

const short: Record<number, string> = { 2: 'days', 3: 'week', 4: 'month', 5: 'year', 0: 'unknown' };

/** The same in a table's width: `28 May 2017 (week)`, `22–24 May 2017 (days)`. */
export function shortDates(from: string | null, to: string | null, precision: number | null): string {
  if (!from || !to) return dates(from, to, precision);
  const name = precision === null ? '' : (short[precision] ?? '');
  const note = name ? ` (${name})` : '';
  if (precision === 3) return day(from) + note;
  const [year] = from.split('-');
  if (from !== to && year !== to.split('-')[0] && precision === 2)
    return `${day(from).replace(` ${year}`, '')} – ${day(to)}${note}`;
  return interval(from, to) + note;
}

function interval(from: string, to: string): string {
  if (from === to) return day(from);
  const [year, month, first] = from.split('-');
  const [endYear, endMonth, last] = to.split('-');
  if (year !== endYear || !month || !endMonth) return `${day(from)} – ${day(to)}`;
  if (first === '01' && last && isLast(to)) {
    if (month === endMonth) return day(`${year}-${month}`);
    if (month === '01' && endMonth === '12') return String(year);
    return `${months[Number(month) - 1]}–${day(`${year}-${endMonth}`)}`;
  }
  if (month === endMonth && first && last) return `${Number(first)}–${day(to)}`;
  return `${day(from).replace(` ${year}`, '')} – ${day(to)}`;
}

function isLast(iso: string): boolean {
  const [year, month, date] = iso.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 1, 0)).getUTCDate() === date;
}

/** A moment in UTC, to the minute. */
export function moment(iso: string | null): string {
  return iso ? `${day(iso)} ${iso.slice(11, 16)}`.trim() : 'unknown';
}

/** `air_drone_strike` → `air drone strike`; the codebook's names are kept as words. */
export function words(name: string | null | undefined): string {
  return (name ?? 'unknown').replaceAll('_', ' ');
}

export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

let regions: Intl.DisplayNames | null = null;

/** The English name of a two-letter country code; the code itself where it has none. */
export function countryName(code: string): string {
  regions ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** low / best / high with `?` for an open end; empty where nothing is known. */
export function toll(low: number | null, best: number | null, high: number | null): string {
  if (low === null && best === null && high === null) return '';
  return [low, best, high].map((value) => (value === null ? '?' : count(value))).join('–');
}

/** An address that may be opened: http and https only, else null. */
export function openable(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null;
  } catch {
    return null;
  }
}
