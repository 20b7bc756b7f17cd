/** A stretch of the text; offsets are code points, `end` is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A line of the text that holds more than blanks. */
export interface Paragraph {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** The text's lines without the empty ones, with their code-point offsets. */
export function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const length = Array.from(line).length;
    if (line.trim() !== '') found.push({ start: at, end: at + length, words: line });
    at += length + 1;
  }
  return found;
}

/** Spans that cover a code-point offset, the shortest first: the one that a click most likely means. */
export function spansAt<S extends Stretch>(spans: readonly S[], point: number): S[] {
  return spans
    .filter((span) => span.start <= point && point < span.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}

/** Trims blanks from both ends of a selection; null where nothing is left. */
export function trimmed(slice: (start: number, end: number) => string, span: Stretch): Stretch | null {
  const characters = Array.from(slice(span.start, span.end));
  let { start, end } = span;
  while (characters.length && /\s/u.test(characters[0]!)) {
    characters.shift();
    start += 1;
  }
  while (characters.length && /\s/u.test(characters[characters.length - 1]!)) {
    characters.pop();
    end -= 1;
  }
  return start < end ? { start, end } : null;
}

/** Where the words stand in the text, in code points; at most `limit` places. */
export function occurrences(text: string, words: string, limit = 50): Stretch[] {
  const wanted = Array.from(words);
  if (!wanted.length) return [];
  const found: Stretch[] = [];
  let unit = 0;
  let point = 0;
  for (;;) {
    const next = text.indexOf(words, unit);
    if (next < 0 || found.length === limit) return found;
    point += Array.from(text.slice(unit, next)).length;
    found.push({ start: point, end: point + wanted.length });
    point += wanted.length;
    unit = next + words.length;
  }
}
