import { describe, expect, it } from 'vitest';
import { dates, openable, shortDates, toll } from './format';

describe('dates', () => {
  it.each([
    ['2017-01-13', '2017-01-13', 1, '13 Jan 2017'],
    ['2017-01-12', '2017-01-15', 2, '12–15 Jan 2017 (2–6 days)'],
    ['2017-01-30', '2017-02-05', 3, '30 Jan – 5 Feb 2017 (week)'],
    ['2017-01-01', '2017-01-31', 4, 'Jan 2017 (month)'],
    ['2017-01', '2017-01', 4, 'Jan 2017 (month)'],
    ['2016-02-01', '2016-02-29', 4, 'Feb 2016 (month)'],
    ['2017-01-01', '2017-06-30', 5, 'Jan–Jun 2017 (up to a year)'],
    ['2017-01-01', '2017-12-31', 5, '2017 (up to a year)'],
    ['2016-11-01', '2017-02-28', 5, '1 Nov 2016 – 28 Feb 2017 (up to a year)'],
    [null, null, null, 'unknown'],
    ['2017-01', null, 0, 'from Jan 2017 (longer or unknown)'],
  ])('%s to %s, precision %s: %s', (from, to, precision, written) => {
    expect(dates(from, to, precision)).toBe(written);
  });

  it('are short in a table, the precision still there', () => {
    expect(shortDates('2017-05-28', '2017-06-03', 3)).toBe('28 May 2017 (week)');
    expect(shortDates('2019-12-30', '2020-01-02', 2)).toBe('30 Dec – 2 Jan 2020 (days)');
    expect(shortDates('2017-05-28', '2017-05-28', 1)).toBe('28 May 2017');
  });
});

describe('a toll', () => {
  it('has ? for an open end and nothing where nothing is known', () => {
    expect(toll(12, 12, null)).toBe('12–12–?');
    expect(toll(null, null, null)).toBe('');
    expect(toll(0, 0, 0)).toBe('0–0–0');
  });
});

describe('an address from an article', () => {
  it.each([
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'data:text/html,<script>', 'vbscript:x',
    'file:///etc/passwd', '//example.org/x', 'about:blank', '', null,
  ])('is not opened: %s', (url) => {
    expect(openable(url)).toBeNull();
  });

  it('is opened with http and https', () => {
    expect(openable('https://example.org/a b')).toBe('https://example.org/a%20b');
  });
});
