/** Lowest, likeliest and highest count; null is an open end. */
export interface Bounds {
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
}

/** Where a bar lies on its scale, in per cent; an open end is drawn as fading, not as a value. */
export interface Bar {
  readonly left: number;
  readonly width: number;
  readonly best: number | null;
  readonly openLow: boolean;
  readonly openHigh: boolean;
}

const format = new Intl.NumberFormat('en');

/** "12 to 30, best 20", "at least 12", "up to 30", "no number". */
export function boundsText({ low, best, high }: Bounds): string {
  if (low === null && best === null && high === null) return 'no number';
  if (low !== null && low === high && (best === null || best === low)) return format.format(low);
  const tail =
    best !== null && best !== low && best !== high ? `, best ${format.format(best)}` : '';
  if (low !== null && high !== null)
    return `${format.format(low)} to ${format.format(high)}${tail}`;
  if (low !== null && tail) return `${format.format(best!)} (${format.format(low)} or more)`;
  if (low !== null) return `at least ${format.format(low)}`;
  if (high !== null) return `up to ${format.format(high)}${tail}`;
  return `about ${format.format(best!)}`;
}

/** The end of a scale that holds every number of the entries with room for an open end. */
export function scaleEnd(entries: readonly Bounds[]): number {
  let end = 0;
  for (const { low, best, high } of entries) {
    end = Math.max(end, low ?? 0, best ?? 0, high ?? 0);
    if (high === null && low !== null) end = Math.max(end, low * 1.25);
  }
  if (end <= 0) return 1;
  const step = 10 ** Math.floor(Math.log10(end));
  return Math.ceil(end / (step / 2)) * (step / 2);
}

export function bar(bounds: Bounds, end: number): Bar | null {
  const { low, best, high } = bounds;
  if (low === null && best === null && high === null) return null;
  const place = (value: number) => Math.max(0, Math.min(100, (100 * value) / end));
  const left = place(low ?? 0);
  const right = high === null ? 100 : place(high);
  return {
    left,
    width: Math.max(0, right - left),
    best: best === null ? null : place(best),
    openLow: low === null,
    openHigh: high === null,
  };
}
