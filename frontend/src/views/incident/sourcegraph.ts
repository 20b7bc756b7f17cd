import type { Family, FamilyDocument } from '../records';

/**
 * The graph of who copied whom behind one incident: a column for each family, the agency at its
 * root, the fullest copy below it, the copies of that below. Positions are computed here, so that
 * the same incident always looks the same and no layout runs in the browser.
 */
export interface GraphNode {
  readonly id: string;
  readonly kind: 'agency' | 'origin' | 'copy';
  readonly label: string;
  readonly document: string | null;
  readonly x: number;
  readonly y: number;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'root' | 'derived' | 'shares_paragraphs' | 'same_agency';
  readonly label: string;
}

export interface SourceGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const COLUMN = 190;
const ROW = 96;

const edgeNames: Record<string, string> = {
  derived: 'copy',
  reprint: 'reprint',
  excerpt: 'excerpt',
  rewrite: 'rewrite',
  shares_paragraphs: 'shares paragraphs',
  same_agency: 'same agency',
};

export function edgeName(kind: string, derivation: string | null): string {
  const name = derivation ?? kind;
  return edgeNames[name] ?? name.replaceAll('_', ' ');
}

export function documentName(document: FamilyDocument): string {
  return document.outlet || document.title || document.id;
}

/** The documents of a family as a tree: who descends from whom; the origin descends from nobody. */
function parents(family: Family): Map<string, string> {
  const known = new Set(family.documents.map((document) => document.id));
  const found = new Map<string, string>();
  const origin = family.family.origin && known.has(family.family.origin)
      ? family.family.origin
      : family.documents[0]?.id;
  for (const document of family.documents) {
    if (document.id === origin) continue;
    const nearest = document.nearest;
    if (nearest && nearest !== document.id && known.has(nearest)) found.set(document.id, nearest);
    else if (origin) found.set(document.id, origin);
  }
  // A cycle would have no root: whoever is not reached from the origin hangs below it.
  for (const start of found.keys()) {
    const seen = new Set<string>();
    let at: string | undefined = start;
    while (at && at !== origin && !seen.has(at)) {
      seen.add(at);
      at = found.get(at);
    }
    if (at !== origin && origin) found.set(start, origin);
  }
  return found;
}

export function sourceGraph(families: readonly Family[]): SourceGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const seen = new Set<string>();
  let column = 0;
  for (const family of families) {
    if (!family.documents.length) continue;
    const parent = parents(family);
    const depth = (id: string): number => {
      const above = parent.get(id);
      return above === undefined ? 1 : depth(above) + 1;
    };
    const rows = new Map<number, FamilyDocument[]>();
    const order = [...family.documents].sort(
      (a, b) => (a.published ?? '').localeCompare(b.published ?? '') || a.id.localeCompare(b.id),
    );
    for (const document of order) {
      const level = depth(document.id);
      rows.set(level, [...(rows.get(level) ?? []), document]);
    }
    const widest = Math.max(...[...rows.values()].map((row) => row.length));
    const centre = column + (widest - 1) / 2;
    for (const [level, row] of rows) {
      row.forEach((document, at) => {
        nodes.push({
          id: `d:${document.id}`,
          kind: parent.has(document.id) ? 'copy' : 'origin',
          label: documentName(document),
          document: document.id,
          x: (centre + at - (row.length - 1) / 2) * COLUMN,
          y: level * ROW,
        });
      });
    }
    const root = family.documents.find((document) => !parent.has(document.id));
    const agency = root?.agency ?? family.documents.find((document) => document.agency)?.agency;
    if (agency && root) {
      const id = `a:${family.family.id ?? root.id}`;
      nodes.push({ id, kind: 'agency', label: agency, document: null, x: centre * COLUMN, y: 0 });
      edges.push({ id: `${id}>`, from: id, to: `d:${root.id}`, kind: 'root', label: 'agency' });
    }
    const byPair = new Map(
      family.edges.map((edge) => [[edge.document_id, edge.other_id].sort().join('\n'), edge]),
    );
    for (const [child, above] of parent) {
      const known = byPair.get([child, above].sort().join('\n'));
      edges.push({
        id: `${above}>${child}`,
        from: `d:${above}`,
        to: `d:${child}`,
        kind: 'derived',
        label: edgeName('derived', known?.kind === 'derived' ? known.derivation : null),
      });
      seen.add([child, above].sort().join('\n'));
    }
    column += widest;
  }
  const placed = new Set(nodes.map((node) => node.id));
  for (const edge of families.flatMap((family) => family.edges)) {
    const pair = [edge.document_id, edge.other_id].sort().join('\n');
    const from = `d:${edge.other_id}`;
    const to = `d:${edge.document_id}`;
    if (edge.kind === 'derived' || seen.has(pair) || !placed.has(from) || !placed.has(to)) continue;
    seen.add(pair);
    edges.push({
      id: `${edge.other_id}~${edge.document_id}`,
      from,
      to,
      kind: edge.kind === 'same_agency' ? 'same_agency' : 'shares_paragraphs',
      label: edgeName(edge.kind, null),
    });
  }
  return { nodes, edges };
}
