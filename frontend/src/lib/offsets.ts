// The archive counts code points, JavaScript counts UTF-16 units; an emoji is one and two.

/** Converts positions in one text. Texts without astral characters cost nothing. */
export class Offsets {
  private readonly astral: number[] = [];

  constructor(readonly text: string) {
    for (let unit = 0, point = 0; unit < text.length; point += 1) {
      const wide = (text.codePointAt(unit) ?? 0) > 0xffff;
      if (wide) this.astral.push(point);
      unit += wide ? 2 : 1;
    }
  }

  /** Number of code points of the text. */
  get length(): number {
    return this.text.length - this.astral.length;
  }

  /** The index into the JavaScript string of a code point; clamped to the text. */
  unit(point: number): number {
    const inside = Math.max(0, Math.min(point, this.length));
    return inside + this.wideBefore(inside);
  }

  /** The code point at an index into the JavaScript string; inside of a pair, the pair's. */
  point(unit: number): number {
    const inside = Math.max(0, Math.min(unit, this.text.length));
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.unit(middle) <= inside) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  private wideBefore(point: number): number {
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.astral[middle] ?? Infinity) < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export interface Span {
  start: number;
  end: number;
  /** Class of colours: `trigger`, `place`, `killed`, ... */
  kind: string;
  /** Read out and shown on hover. */
  label?: string;
}

export interface Segment<S extends Span> {
  text: string;
  start: number;
  end: number;
  /** The spans over all of the segment, the shortest last. */
  spans: S[];
}

/** Cuts a text at every border of the spans, so that overlapping ones can all be drawn.
 * `from` is the code point of the document at which the text starts; spans outside are left out. */
export function segments<S extends Span>(text: string, spans: readonly S[], from = 0): Segment<S>[] {
  const offsets = new Offsets(text);
  const end = offsets.length;
  const inside = spans
    .map((span) => ({
      span,
      start: Math.max(0, span.start - from),
      end: Math.min(end, span.end - from),
    }))
    .filter((one) => one.start < one.end);
  const borders = new Set([0, end]);
  for (const one of inside) borders.add(one.start).add(one.end);
  const points = [...borders].sort((a, b) => a - b);
  const found: Segment<S>[] = [];
  for (let index = 0; index + 1 < points.length; index += 1) {
    const start = points[index] as number;
    const stop = points[index + 1] as number;
    const over = inside
      .filter((one) => one.start <= start && one.end >= stop)
      .sort((a, b) => b.end - b.start - (a.end - a.start))
      .map((one) => one.span);
    found.push({ text: offsets.slice(start, stop), start: start + from, end: stop + from, spans: over });
  }
  return found;
}
