import type { Argument, Claim, Marked, Mention, Report, ReportEntry } from '../records';
import type { Span } from '../../lib/offsets';

export const layerNames = ['incidents', 'claims', 'mentions', 'furniture'] as const;
export type Layer = (typeof layerNames)[number];

/** How a span is drawn; each kind is one CSS highlight and one attribute of the fallback. */
export const kindNames = [
  'furniture',
  'content',
  'speaker',
  'r-weapon',
  'r-place',
  'r-time',
  'r-toll',
  'r-perpetrator',
  'r-target',
  'trigger',
  'm-actor',
  'm-place',
  'm-time',
  'm-number',
  'm-weapon',
  'picked',
] as const;
export type Kind = (typeof kindNames)[number];

export interface Mark extends Span {
  /** Unique in the document and the same after a reload. */
  readonly key: string;
  readonly layer: Layer;
  readonly kind: Kind;
  /** What it is, in words: "weapon of i2", "armed group", "claim: content". */
  readonly label: string;
  readonly words: string;
  readonly mention?: Mention;
  readonly report?: Report;
  readonly argument?: Argument;
  readonly claim?: Claim;
  readonly furniture?: Marked;
}

const mentionKinds: Record<string, Kind> = {
  PLACE: 'm-place',
  FACILITY: 'm-place',
  TIME: 'm-time',
  QUANTITY: 'm-number',
  WEAPON: 'm-weapon',
};

const roleKinds: Record<string, Kind> = {
  perpetrator: 'r-perpetrator',
  target: 'r-target',
  weapon: 'r-weapon',
  place: 'r-place',
  time: 'r-time',
};

/** "i2" of "doc-7/i2"; what a reviewer added has no number: "added". */
export function shortId(id: string): string {
  const own = id.slice(id.lastIndexOf('/') + 1);
  return /^[a-z]\d+$/.test(own) ? own : 'added';
}

export function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

export interface Marks {
  readonly mentions: readonly Mention[];
  readonly reports: readonly Pick<ReportEntry, 'report' | 'triggers' | 'arguments'>[];
  readonly claims: readonly Claim[];
  readonly marks: readonly Marked[];
}

/** Every span of the document that a layer can show, in text order, the longer first. */
export function marksOf({ mentions, reports, claims, marks }: Marks): Mark[] {
  const found: Mark[] = [];
  for (const furniture of marks) {
    const { start, end, words } = furniture;
    const label = plain(furniture.kind);
    const key = `f${furniture.ordinal}`;
    found.push({ key, layer: 'furniture', kind: 'furniture', label, start, end, words, furniture });
  }
  for (const mention of mentions) {
    const { start, end, words } = mention;
    const kind = mentionKinds[mention.type] ?? 'm-actor';
    const key = `m${mention.ordinal}`;
    found.push({ key, layer: 'mentions', kind, label: plain(mention.type), start, end, words, mention });
  }
  for (const { report, triggers, arguments: roles } of reports) {
    const name = shortId(report.id);
    for (const { ordinal, start, end, words } of triggers) {
      const key = `${report.id}t${ordinal}`;
      const label = `${plain(report.type)} (${name})`;
      found.push({ key, layer: 'incidents', kind: 'trigger', label, start, end, words, report });
    }
    for (const argument of roles) {
      const { ordinal, start, end, words } = argument;
      const key = `${report.id}r${ordinal}`;
      const label = `${plain(argument.role)} of ${name}`;
      found.push({ key, layer: 'incidents', kind: roleKinds[argument.role] ?? 'r-toll', label, start, end, words, report, argument });
    }
  }
  for (const claim of claims) {
    const name = shortId(claim.id);
    const parts = [
      ['content', 'content', claim.content_start, claim.content_end, claim.content_words],
      ['source', 'speaker', claim.source_start, claim.source_end, claim.source_words],
      ['cue', 'speaker', claim.cue_start, claim.cue_end, claim.cue_words],
      ['addressee', 'speaker', claim.addressee_start, claim.addressee_end, claim.addressee_words],
    ] as const;
    for (const [part, kind, start, end, words] of parts) {
      if (start === null || end === null || start >= end) continue;
      const label = part === 'content' ? `claim ${name}` : `${part} of claim ${name}`;
      found.push({ key: `${claim.id}${part}`, layer: 'claims', kind, label, start, end, words: words ?? '', claim });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end || a.key.localeCompare(b.key));
}
