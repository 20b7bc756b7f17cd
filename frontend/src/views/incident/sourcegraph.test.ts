import { describe, expect, it } from 'vitest';
import type { Family, FamilyDocument } from '../records';
import { edgeName, sourceGraph } from './sourcegraph';

const document = (id: string, more: Partial<FamilyDocument> = {}): FamilyDocument => ({
  id,
  title: null,
  outlet: `${id} Times`,
  published: '2017-02-14',
  agency: null,
  nearest: null,
  ...more,
});

const edge = (document_id: string, other_id: string, kind: string, derivation: string | null) => ({
  document_id,
  other_id,
  kind,
  derivation,
  share: 0.9,
  other_share: 0.9,
  opening: false,
});

const wire: Family = {
  family: { id: 'F1', origin: 'wire', documents: 3 },
  documents: [
    document('reprint', { nearest: 'wire' }),
    document('cut', { nearest: 'reprint', published: '2017-02-15' }),
    document('wire', { agency: 'Reuters', published: '2017-02-13' }),
  ],
  edges: [
    edge('reprint', 'wire', 'derived', 'reprint'),
    edge('own', 'wire', 'shares_paragraphs', null),
    edge('elsewhere', 'wire', 'shares_paragraphs', null),
  ],
};
const alone: Family = {
  family: { id: null, origin: null, documents: 1 },
  documents: [document('own')],
  edges: [edge('own', 'wire', 'shares_paragraphs', null)],
};

describe('the source graph', () => {
  const graph = sourceGraph([wire, alone]);
  const at = (id: string) => graph.nodes.find((node) => node.id === id)!;

  it('has the agency at the root, then the fullest copy, then its copies', () => {
    expect(at('a:F1')).toMatchObject({ kind: 'agency', label: 'Reuters', y: 0 });
    expect(at('d:wire').kind).toBe('origin');
    expect(at('d:wire').y).toBeLessThan(at('d:reprint').y);
    expect(at('d:reprint').y).toBeLessThan(at('d:cut').y);
    expect(at('d:own').x).toBeGreaterThan(at('d:wire').x);
  });

  it('tells copies from shared paragraphs and shows every pair once', () => {
    expect(graph.edges.map((edge) => [edge.from, edge.to, edge.kind, edge.label])).toEqual([
      ['a:F1', 'd:wire', 'root', 'agency'],
      ['d:wire', 'd:reprint', 'derived', 'reprint'],
      ['d:reprint', 'd:cut', 'derived', 'copy'],
      ['d:wire', 'd:own', 'shares_paragraphs', 'shares paragraphs'],
    ]);
  });

  it('leaves out edges to documents that do not tell of the incident', () => {
    expect(graph.edges.some((edge) => edge.to === 'd:elsewhere')).toBe(false);
  });

  it('draws a cycle of copies below the origin', () => {
    const cycle: Family = {
      family: { id: 'F2', origin: 'a', documents: 3 },
      documents: [document('a'), document('b', { nearest: 'c' }), document('c', { nearest: 'b' })],
      edges: [],
    };
    expect(sourceGraph([cycle]).nodes).toHaveLength(3);
  });

  it('puts no two nodes on one spot', () => {
    const spots = graph.nodes.map((node) => `${node.x},${node.y}`);
    expect(new Set(spots).size).toBe(spots.length);
  });

  it('is empty without documents', () => {
    expect(sourceGraph([])).toEqual({ nodes: [], edges: [] });
    expect(edgeName('derived', 'excerpt')).toBe('excerpt');
  });
});
