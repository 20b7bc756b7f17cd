// Status by shape: one path in a box of 16 for the page and the map alike.

export interface Shape {
  path: string;
  filled: boolean;
}

export const shapes: Record<string, Shape> = {
  happened: { path: 'M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z', filled: true },
  ongoing: {
    path: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM8 5.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5z',
    filled: false,
  },
  planned: { path: 'M8 2.5L14 13H2z', filled: false },
  predicted: { path: 'M8 1.5L14.5 8L8 14.5L1.5 8z', filled: false },
  possible: { path: 'M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z', filled: false },
  conditional: { path: 'M3 3h10v10H3z', filled: false },
  denied: { path: 'M3.5 3.5l9 9M12.5 3.5l-9 9', filled: false },
  unknown: {
    path: 'M5.2 5.8a2.8 2.8 0 1 1 4.2 2.4C8.4 8.8 8 9.3 8 10.3M8 12.6v.8',
    filled: false,
  },
};

export function shapeOf(status: string): Shape {
  return shapes[status] ?? (shapes.unknown as Shape);
}
