// The timeline's bins as stacked series.
import type { Bin } from '../../lib/types';

export const units = ['day', 'week', 'month', 'year'] as const;
export type Unit = (typeof units)[number];

const dayMs = 86_400_000;

/** The unit in which a span of dates has some dozens to some hundreds of bins. */
export function unitFor(from: string | null | undefined, to: string | null | undefined): Unit {
  if (!from || !to) return 'month';
  const days = (start(to) - start(from)) / dayMs;
  if (days <= 100) return 'day';
  if (days <= 800) return 'week';
  return days <= 366 * 30 ? 'month' : 'year';
}

/** Milliseconds at which `YYYY`, `YYYY-MM` or `YYYY-MM-DD` begins, UTC. */
export function start(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  return Date.UTC(year ?? 1970, (month ?? 1) - 1, day ?? 1);
}

/** Milliseconds at which it ends: the start of the day after. */
export function end(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  if (month === undefined) return Date.UTC((year ?? 1970) + 1, 0, 1);
  if (day === undefined) return Date.UTC(year ?? 1970, month, 1);
  return Date.UTC(year ?? 1970, month - 1, day) + dayMs;
}

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function next(time: number, unit: Unit): number {
  const date = new Date(time);
  if (unit === 'day') return time + dayMs;
  if (unit === 'week') return time + 7 * dayMs;
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return Date.UTC(date.getUTCFullYear() + 1, 0, 1);
}

export interface Stack {
  /** Seconds at which each bin begins, without gaps. */
  x: number[];
  /** Of each event type, from the lowest of the stack: counts and their sums with those below. */
  layers: { event: string; counts: number[]; tops: number[] }[];
  most: number;
}

const longest = 6000;

/** Bins with the empty ones between them, stacked in the order of the event types. */
export function stack(bins: readonly Bin[], unit: Unit, events: readonly string[]): Stack {
  const present = [...events, 'other'].filter((event) => bins.some((bin) => bin.counts[event]));
  const byTime = new Map(bins.map((bin) => [start(bin.from), bin]));
  const times: number[] = [];
  const first = bins[0];
  const last = bins.at(-1);
  if (first && last) {
    const stop = start(last.from);
    for (let time = start(first.from); time <= stop && times.length < longest; time = next(time, unit))
      times.push(time);
    // Far outliers would make more bins than pixels: then only the bins that are there.
    if (times.length >= longest) times.splice(0, times.length, ...byTime.keys());
  }
  const sums: number[] = times.map(() => 0);
  const layers = present.map((event) => {
    const counts = times.map((time) => byTime.get(time)?.counts[event] ?? 0);
    const tops = counts.map((count, index) => {
      sums[index] = (sums[index] ?? 0) + count;
      return sums[index] as number;
    });
    return { event, counts, tops };
  });
  return { x: times.map((time) => time / 1000), layers, most: sums.reduce((a, b) => Math.max(a, b), 0) };
}

/** The whole bins that a stretch of time touches, as the filter's first and last day. */
export function brushed(
  stretch: { from: number; to: number },
  x: readonly number[],
  unit: Unit,
): { from: string; to: string } | null {
  const touched = x.filter(
    (time) => time < stretch.to && next(time * 1000, unit) / 1000 > stretch.from,
  );
  const first = touched[0];
  const last = touched.at(-1);
  if (first === undefined || last === undefined) return null;
  return { from: iso(first * 1000), to: iso(next(last * 1000, unit) - dayMs) };
}

/** A bin as it is called: `13 Mar 2017`, `week of 13 Mar 2017`, `Mar 2017`, `2017`. */
export function called(bin: Pick<Bin, 'from'>, unit: Unit, day: (iso: string) => string): string {
  if (unit === 'year') return bin.from.slice(0, 4);
  if (unit === 'month') return day(bin.from.slice(0, 7));
  return unit === 'week' ? `week of ${day(bin.from)}` : day(bin.from);
}
