import { describe, expect, it } from 'vitest';
import type { ActorEdge } from '../records';
import { relationGraph, relationText } from './relations';

const edge = (other: string, kind: string, direction: 'out' | 'in', documents = 1): ActorEdge => ({
  kind,
  direction,
  other_id: other.startsWith('A') ? other : null,
  other_name: `name of ${other}`,
  documents,
});
const actor = { id: 'A000001', name: 'Houthis' };

describe('relations of an actor', () => {
  it('are drawn around it, each other actor once', () => {
    const graph = relationGraph(actor, [
      edge('A000002', 'backs', 'in', 3),
      edge('A000002', 'allied_with', 'out'),
      edge('forces', 'fights', 'out', 9),
    ]);
    expect(graph.nodes.map((node) => [node.id, node.kind])).toEqual([
      ['A000001', 'subject'],
      ['?name of forces', 'unnamed'],
      ['A000002', 'actor'],
    ]);
    expect(graph.edges.map((one) => [one.from, one.to, one.kind])).toEqual([
      ['A000002', 'A000001', 'backs'],
      ['A000001', 'A000002', 'allied_with'],
      ['A000001', '?name of forces', 'fights'],
    ]);
    const spots = graph.nodes.map((node) => `${node.x},${node.y}`);
    expect(new Set(spots).size).toBe(3);
  });

  it('leave out the least stated where there are many, and say how many', () => {
    const many = Array.from({ length: 30 }, (_, at) => edge(`A0000${at + 10}`, 'fights', 'out', at));
    const graph = relationGraph(actor, many, 18);
    expect(graph.nodes).toHaveLength(19);
    expect(graph.left).toBe(12);
    expect(graph.nodes.some((node) => node.id === 'A000010')).toBe(false);
  });

  it('read from the actor’s own side', () => {
    expect(relationText('backs', 'in')).toBe('is backed by');
    expect(relationText('backs', 'out')).toBe('backs');
    expect(relationText('trades_with', 'in')).toBe('trades with (of it)');
  });
});
