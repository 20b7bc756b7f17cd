// The map's images: a status shape in the colour of an event type, and frames of vague places.
import type { Map as MapLibre } from 'maplibre-gl';
import { shapeOf, shapes } from '../../lib/status';
import { token } from '../../lib/theme.svelte';

const scale = 2;

function canvas(width: number, height: number): CanvasRenderingContext2D | null {
  const made = document.createElement('canvas');
  made.width = width * scale;
  made.height = height * scale;
  const context = made.getContext('2d');
  context?.scale(scale, scale);
  return context;
}

function put(map: MapLibre, name: string, context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  const data = context.getImageData(0, 0, width, height);
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, data, { pixelRatio: scale });
}

/** `event status` for every pair, `contested`, `line`, `frame`; in the present theme's colours. */
export function addMarks(map: MapLibre, events: readonly string[]): void {
  const ground = token('surface');
  for (const event of [...events, 'other'])
    for (const status of Object.keys(shapes)) {
      const context = canvas(20, 20);
      if (!context) return;
      const shape = shapeOf(status);
      const path = new Path2D(shape.path);
      context.translate(2, 2);
      context.lineJoin = 'round';
      context.lineCap = 'round';
      // A rim in the ground's colour keeps neighbours apart.
      context.strokeStyle = ground;
      context.lineWidth = 4.5;
      context.stroke(path);
      context.strokeStyle = context.fillStyle = token(`type-${event}`);
      context.lineWidth = 2;
      if (shape.filled) context.fill(path);
      else if (!['denied', 'unknown', 'ongoing'].includes(status)) {
        context.fillStyle = ground;
        context.fill(path);
      }
      context.stroke(path);
      put(map, `${event} ${status}`, context);
    }
  const badge = canvas(10, 10);
  if (!badge) return;
  badge.fillStyle = token('bad-mark');
  badge.strokeStyle = ground;
  badge.lineWidth = 1.5;
  badge.fill(new Path2D('M5 .8L9.2 5L5 9.2L.8 5z'));
  badge.stroke(new Path2D('M5 .8L9.2 5L5 9.2L.8 5z'));
  put(map, 'contested', badge);

  const line = canvas(46, 22);
  if (!line) return;
  line.strokeStyle = token('map-label');
  line.lineWidth = 2;
  line.setLineDash([5, 3]);
  line.stroke(new Path2D('M2 11h42'));
  put(map, 'line', line);

  const frame = canvas(30, 30);
  if (!frame) return;
  frame.strokeStyle = token('map-label');
  frame.lineWidth = 1.5;
  frame.setLineDash([1.5, 3]);
  frame.lineCap = 'round';
  frame.stroke(new Path2D('M3 3h24v24h-24z'));
  put(map, 'frame', frame);
}
