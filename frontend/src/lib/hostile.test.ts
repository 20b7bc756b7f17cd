// Articles are hostile: no source of the page turns words into markup, scripts or requests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts'),
);

const forbidden: [string, RegExp][] = [
  ['{@html}', /\{@html/],
  ['innerHTML and its like', /\.(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)\b|document\.write/],
  ['eval', /\beval\(|new Function\(/],
  ['addresses outside', /(?:src|href|url)\s*[=(:]\s*["'`]?https?:\/\//],
];

describe('the sources of the page', () => {
  it('are found', () => expect(files.length).toBeGreaterThan(20));

  it.each(forbidden)('have no %s', (_, pattern) => {
    expect(files.filter((name) => pattern.test(readFileSync(join(root, name), 'utf8')))).toEqual([]);
  });

  it('open what leads outside with noopener and noreferrer', () => {
    for (const name of files)
      for (const [link] of readFileSync(join(root, name), 'utf8').matchAll(/<a\b[^>]*target=[^>]*>/g))
        expect(link, name).toMatch(/rel="noopener noreferrer[" ]/);
  });
});
