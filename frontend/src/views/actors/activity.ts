import type { ActivityMonth } from '../records';

/** Mean incidents a month of a stretch between two change points. */
export interface Level {
  readonly from: string;
  readonly to: string;
  readonly mean: number;
}

/** Stretches of one level; a change point is the first month of the new level. */
export function levels(
  months: readonly Pick<ActivityMonth, 'month' | 'incidents'>[],
  changes: readonly string[],
): Level[] {
  const starts = new Set(changes);
  const found: Level[] = [];
  let part: { month: string; incidents: number }[] = [];
  const close = () => {
    const first = part[0];
    const last = part[part.length - 1];
    if (!first || !last) return;
    const sum = part.reduce((total, row) => total + row.incidents, 0);
    found.push({ from: first.month, to: last.month, mean: sum / part.length });
    part = [];
  };
  for (const row of months) {
    if (starts.has(row.month)) close();
    part.push(row);
  }
  close();
  return found;
}

/** Seconds since 1970 at the start of a month YYYY-MM, in UTC: uPlot's time. */
export function monthStart(month: string): number {
  const [year, number] = month.split('-').map(Number);
  return Date.UTC(year ?? 1970, (number ?? 1) - 1) / 1000;
}

/** What uPlot draws: times, incidents, all incidents, mean level. */
export function series(
  months: readonly ActivityMonth[],
  changes: readonly string[],
): [number[], number[], number[]] {
  const steps = levels(months, changes);
  let step = 0;
  const means: number[] = [];
  for (const row of months) {
    while (step < steps.length - 1 && row.month > steps[step]!.to) step += 1;
    means.push(steps[step]?.mean ?? 0);
  }
  return [months.map((row) => monthStart(row.month)), months.map((row) => row.incidents), means];
}

/** Years of the months, the earliest first: what may be chosen as base period. */
export function yearsOf(months: readonly Pick<ActivityMonth, 'month'>[]): string[] {
  return [...new Set(months.map((row) => row.month.slice(0, 4)))].sort();
}

/** "down 45 %", "up 120 %", "unchanged"; null where nothing can be compared. */
export function changeText(change: number | null): string | null {
  if (change === null) return null;
  const percent = Math.round(Math.abs(change) * 100);
  if (percent === 0) return 'unchanged';
  return `${change < 0 ? 'down' : 'up'} ${new Intl.NumberFormat('en').format(percent)} %`;
}
