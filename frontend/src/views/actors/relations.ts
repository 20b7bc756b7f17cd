import type { ActorEdge } from '../records';
import type { Edge, Node } from '../graph/Graph.svelte';

/** The actor in the middle, those it is said to be related to around it, the most stated first. */
export function relationGraph(
  actor: { id: string; name: string },
  edges: readonly ActorEdge[],
  most = 18,
): { nodes: Node[]; edges: Edge[]; left: number } {
  const others = new Map<string, { id: string; name: string; known: boolean; documents: number }>();
  for (const edge of edges) {
    const key = edge.other_id ?? `?${edge.other_name}`;
    const found = others.get(key);
    if (found) found.documents += edge.documents;
    else
      others.set(key, {
        id: key,
        name: edge.other_name,
        known: edge.other_id !== null,
        documents: edge.documents,
      });
  }
  const order = [...others.values()].sort(
    (a, b) => b.documents - a.documents || a.name.localeCompare(b.name),
  );
  const shown = order.slice(0, most);
  const kept = new Set(shown.map((one) => one.id));
  // An ellipse: names are wide and low, and more of them need a longer way round.
  const across = Math.max(230, shown.length * 34);
  const down = Math.max(120, shown.length * 17);
  const nodes: Node[] = [{ id: actor.id, label: actor.name, kind: 'subject', x: 0, y: 0 }];
  shown.forEach((one, at) => {
    const angle = (2 * Math.PI * at) / shown.length - Math.PI / 2 + (shown.length < 3 ? Math.PI / 2 : 0);
    nodes.push({
      id: one.id,
      label: one.name,
      kind: one.known ? 'actor' : 'unnamed',
      x: Math.round(across * Math.cos(angle)),
      y: Math.round(down * Math.sin(angle)),
    });
  });
  const drawn: Edge[] = [];
  edges.forEach((edge, at) => {
    const other = edge.other_id ?? `?${edge.other_name}`;
    if (!kept.has(other)) return;
    const [from, to] = edge.direction === 'out' ? [actor.id, other] : [other, actor.id];
    drawn.push({ id: String(at), from, to, kind: edge.kind, label: edge.kind.replaceAll('_', ' ') });
  });
  return { nodes, edges: drawn, left: order.length - shown.length };
}

const outward: Record<string, string> = {
  backs: 'backs',
  fights: 'fights',
  allied_with: 'is allied with',
  part_of: 'is part of',
  leads: 'leads',
  successor_of: 'is a successor of',
};
const inward: Record<string, string> = {
  backs: 'is backed by',
  fights: 'fights',
  allied_with: 'is allied with',
  part_of: 'has as a part',
  leads: 'is led by',
  successor_of: 'is followed by',
};

/** "is backed by", read from the actor whose page it is. */
export function relationText(kind: string, direction: 'out' | 'in'): string {
  const known = direction === 'out' ? outward[kind] : inward[kind];
  return known ?? `${kind.replaceAll('_', ' ')}${direction === 'in' ? ' (of it)' : ''}`;
}
