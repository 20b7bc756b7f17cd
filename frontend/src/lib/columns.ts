// Columns of a DataTable.
import type { Snippet } from 'svelte';

export interface Column<T> {
  id: string;
  title: string;
  /** Width in pixels; the columns with `grow` share what is left. */
  width: number;
  grow?: boolean;
  /** The API's name of the order; without one the column does not sort. */
  sort?: string;
  /** Sorts downwards on the first click. */
  down?: boolean;
  align?: 'right' | 'center';
  /** Not shown until chosen in the columns' menu. */
  hidden?: boolean;
  /** Words of the cell; where a snippet draws it, not used. */
  text?: (row: T) => string;
  cell?: Snippet<[T]>;
}
