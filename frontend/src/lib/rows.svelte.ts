// The rows of one list of the API, loaded page by page as they come into sight.
import { list, type Query } from './api';

const size = 100;

export class Rows<T> {
  total = $state(0);
  /** Whether the first page of the present query is still under way. */
  loading = $state(true);
  error = $state<unknown>(null);
  /** Grows when rows arrive. */
  version = $state(0);
  private pages = new Map<number, T[]>();
  private asked = new Set<number>();
  private abort = new AbortController();
  private query: Query = {};

  constructor(private readonly path: string) {}

  /** Starts anew with other filters; the old rows stay until the first new ones are there. */
  async load(query: Query): Promise<void> {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.query = query;
    this.loading = true;
    this.asked = new Set([0]);
    try {
      const first = await list<T>(this.path, { ...query, limit: size }, signal);
      if (signal.aborted) return;
      this.pages = new Map([[0, first.rows]]);
      this.asked = new Set([0]);
      this.total = first.total;
      this.error = null;
      this.version += 1;
      this.loading = false;
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
      this.loading = false;
    }
  }

  at(index: number): T | undefined {
    void this.version;
    return this.pages.get(Math.floor(index / size))?.[index % size];
  }

  /** The loaded rows from an index to another one, without gaps being filled. */
  between(start: number, end: number): T[] {
    const found: T[] = [];
    for (let index = start; index < Math.min(end, this.total); index += 1) {
      const row = this.at(index);
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  /** Puts a changed row in the place of the old one. */
  replace(test: (row: T) => boolean, change: (row: T) => T): void {
    for (const [number, rows] of this.pages)
      if (rows.some(test)) this.pages.set(number, rows.map((row) => (test(row) ? change(row) : row)));
    this.version += 1;
  }

  /** Asks anew, without emptying, for the page of a row; the others when they come into sight. */
  async refresh(index: number): Promise<void> {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const page = Math.floor(Math.max(0, index) / size);
    this.asked = new Set([page]);
    try {
      const query = { ...this.query, limit: size, offset: page * size };
      const found = await list<T>(this.path, query, signal);
      if (signal.aborted) return;
      this.pages.set(page, found.rows);
      this.total = found.total;
      this.error = null;
      this.loading = false;
      this.version += 1;
    } catch (error) {
      if (!signal.aborted) this.error = error;
    }
  }

  /** Loads what is missing between two indices. */
  need(start: number, end: number): void {
    const last = Math.floor(Math.max(0, Math.min(end, this.total - 1)) / size);
    for (let page = Math.floor(Math.max(0, start) / size); page <= last; page += 1) {
      if (!this.asked.has(page)) void this.fetch(page);
    }
  }

  private async fetch(page: number): Promise<void> {
    this.asked.add(page);
    const { signal } = this.abort;
    const { pages, asked } = this;
    try {
      const query = { ...this.query, limit: size, offset: page * size };
      const found = await list<T>(this.path, query, signal);
      if (signal.aborted) return;
      pages.set(page, found.rows);
      this.version += 1;
    } catch (error) {
      if (signal.aborted) return;
      asked.delete(page);
      this.error = error;
    }
  }
}
