// What the API says of documents, reports, claims and actors (docs/api.md); offsets are code points.
import type { Decision, Forward, IncidentRow, Review } from '../lib/types';

export interface Words {
  start: number;
  end: number;
  words: string;
}

export interface Edit {
  target_kind: string;
  target_id: string;
  field: string;
  old: unknown;
  new: unknown;
  decision_id: string;
}

/** A value read from words: who made it (`model:HEAD`, `rule:NAME`, `reviewer`) and how sure it is. */
export interface Origin {
  by: string;
  score: number | null;
  note: string | null;
}

export interface Trigger extends Words {
  ordinal: number;
}

export interface Argument extends Words, Origin {
  ordinal: number;
  role: string;
  inferred: string;
}

export interface ReportActor {
  role: string;
  ordinal: number;
  actor_id: string;
  archive_actor_id: string | null;
  name: string;
  kind: number;
  country: string | null;
}

export interface ReportToll extends Words, Origin {
  ordinal: number;
  what: string;
  of: string;
  low: number | null;
  best: number | null;
  high: number | null;
  claim_id: string | null;
}

export interface Report {
  id: string;
  document_id: string;
  ordinal: number;
  type: string;
  event_type: string | null;
  status: string;
  words: string;
  sentence_start: number | null;
  sentence_end: number | null;
  sentence_words: string | null;
  date_from: string | null;
  date_to: string | null;
  date_precision: number | null;
  date_start: number | null;
  date_end: number | null;
  date_words: string | null;
  date_by: string | null;
  date_score: number | null;
  date_note: string | null;
  place_name: string | null;
  place_lat: number | null;
  place_lon: number | null;
  place_country: string | null;
  place_admin1: string | null;
  place_precision: number | null;
  place_start: number | null;
  place_end: number | null;
  place_words: string | null;
  place_by: string | null;
  place_score: number | null;
  place_note: string | null;
  type_by: string;
  type_score: number | null;
  type_note: string | null;
  type_scores: Record<string, number> | null;
  status_by: string;
  status_score: number | null;
  status_note: string | null;
  status_scores: Record<string, number> | null;
  incident_id: string | null;
  joined_to: string | null;
  join_score: number | null;
  join_why: unknown;
  join_by: string | null;
  review: Review;
  edits: Edit[];
}

export interface ReportDocument {
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  url: string | null;
  agency: string | null;
  language: string | null;
  synthetic: boolean;
  family_id: string | null;
}

/** Words of a document that say how far a claim or a report could be checked. */
export interface Verification extends Words, Origin {
  id: string;
  ordinal: number;
  /** unverified, disputed, verified */
  kind: string;
  claims: string[];
  reports: string[];
  said_in: string | null;
  sentence_words: string | null;
}

export interface ReportEntry {
  report: Report;
  context: { start: number; end: number; text: string };
  triggers: Trigger[];
  arguments: Argument[];
  actors: ReportActor[];
  tolls: ReportToll[];
  claims: string[];
  verifications?: Verification[];
}

export interface Claim extends Origin {
  id: string;
  document_id: string;
  ordinal: number;
  content_start: number | null;
  content_end: number | null;
  content_words: string | null;
  sentence_start: number | null;
  sentence_end: number | null;
  sentence_words: string | null;
  source_start: number | null;
  source_end: number | null;
  source_words: string | null;
  source_actor: string | null;
  source_type: string;
  cue_start: number | null;
  cue_end: number | null;
  cue_words: string | null;
  addressee_start: number | null;
  addressee_end: number | null;
  addressee_words: string | null;
  mode: string;
  speech_act: string;
  commitment: string;
  label_scores: unknown;
  speaker: string | null;
  archive_actor_id: string | null;
  title: string | null;
  outlet: string | null;
  published: string | null;
  reports: string[];
  incidents: string[];
  review: Review;
}

export interface FamilyDocument {
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  agency: string | null;
  nearest: string | null;
}

export interface FamilyEdge {
  document_id: string;
  other_id: string;
  kind: string;
  derivation: string | null;
  share: number;
  other_share: number;
  opening: boolean;
}

export interface Family {
  family: { id: string | null; origin: string | null; documents: number };
  documents: FamilyDocument[];
  edges: FamilyEdge[];
}

export interface IncidentToll {
  ordinal: number;
  what: string;
  of: string;
  low: number | null;
  best: number | null;
  high: number | null;
  rule: string;
  contested: boolean;
  note: string | null;
}

export interface TollEntry extends Words {
  ordinal: number;
  what: string;
  of: string;
  low: number | null;
  best: number | null;
  high: number | null;
  report_id: string | null;
  document_id: string;
  claim_id: string | null;
  speaker: string | null;
  source_type: string | null;
  source: string;
  published: string | null;
  kind: string;
  counted: boolean;
  title: string | null;
  outlet: string | null;
}

export interface IncidentSource {
  ordinal: number;
  speaker: string | null;
  source_type: string;
  source: string;
  document_id: string;
  claim_id: string | null;
  own: boolean;
  title: string | null;
  outlet: string | null;
}

export interface Side extends Words {
  report: string;
  document: string;
  speaker: string | null;
  value: string;
}

export interface Contradiction {
  ordinal: number;
  kind: string;
  note: string;
  sides: Side[];
}

export interface IncidentDetail {
  incident: IncidentRow & {
    type_report: string | null;
    status_report: string | null;
    date_report: string | null;
    place_report: string | null;
    geometry: unknown;
  };
  reports: (ReportEntry & { document: ReportDocument })[];
  tolls: IncidentToll[];
  toll_entries: TollEntry[];
  sources: IncidentSource[];
  contradictions: Contradiction[];
  claims: Claim[];
  families: Family[];
  history: Decision[];
  forwards: Forward[];
  edits: Edit[];
}

export interface Preview {
  before: IncidentRow[];
  after: IncidentRow[];
  changes: { id: string; field: string; before: unknown; after: unknown }[];
  forwards: Forward[];
}

/** Why two incidents are two, or one; scores are log-odds. */
export interface Why {
  same: boolean;
  because: string;
  score: number | null;
  threshold: number;
  same_documents: string[];
  reviewed: { kind: string; a: string; b: string; decision: string | null }[];
  pairs: WhyPair[];
}

export interface WhyPair {
  a: string;
  b: string;
  score: number | null;
  probability: number | null;
  compared: boolean;
  refused: string | null;
  features: { name: string; state: string; weight: number; a: string; b: string }[];
}

export interface DocumentRow {
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  published_note: string | null;
  url: string | null;
  language: string | null;
  agency: string | null;
  dateline_place: string | null;
  dateline_date: string | null;
  source: string | null;
  synthetic: boolean;
  family_id: string | null;
  family_documents: number | null;
  reports: number;
  incidents: number;
  claims: number;
}

export interface Mention extends Words {
  ordinal: number;
  type: string;
  actor_id: string | null;
  archive_actor_id: string | null;
  by: string;
  score: number | null;
}

export interface Marked extends Words {
  ordinal: number;
  kind: string;
  of_start: number | null;
  of_end: number | null;
}

export interface DocumentActor {
  id: string;
  ordinal: number;
  name: string;
  kind: number;
  country: string | null;
  aliases: string[];
  words: string | null;
  seed: string | null;
  candidates: unknown[];
  rule: string | null;
  archive_actor_id: string | null;
}

export interface TimeValue extends Words {
  ordinal: number;
  date_from: string | null;
  date_to: string | null;
  precision: number;
  rule: string | null;
  unresolved: string | null;
}

export interface NumberValue extends Words {
  ordinal: number;
  low: number | null;
  best: number | null;
  high: number | null;
  relation: string;
  noun: string | null;
  rule: string | null;
}

export interface PlaceValue extends Words {
  ordinal: number;
  name: string;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  precision: number | null;
  rule: string | null;
  unresolved: string | null;
}

export interface Credit {
  ordinal: number;
  name: string;
  role: string;
  bureau: string | null;
  start: number | null;
  end: number | null;
  words: string | null;
}

export interface Relation extends Words {
  id: string;
  kind: string;
  status: string;
  actor_a: string | null;
  actor_b: string | null;
  a_words: string | null;
  b_words: string | null;
  sentence_words: string | null;
}

export interface DocumentDetail {
  document: DocumentRow & { model: string; version: string };
  text: string;
  sources: { location: string; input_id: string; source: string | null; url: string | null }[];
  credits: Credit[];
  marks: Marked[];
  mentions: Mention[];
  actors: DocumentActor[];
  reports: ReportEntry[];
  claims: Claim[];
  times: TimeValue[];
  numbers: NumberValue[];
  places: PlaceValue[];
  relations: Relation[];
  verifications?: Verification[];
  family: Family;
  review: Review;
  edits: Edit[];
  history: Decision[];
}

export interface ActorRow {
  id: string;
  name: string;
  kind: number;
  country: string | null;
  seed: string | null;
  documents: number;
  incidents: number;
  names: number;
  last_date: string | null;
}

export interface ActivityMonth {
  month: string;
  incidents: number;
  killed: number;
  as_perpetrator: number;
  as_target: number;
  all_incidents: number;
}

export interface ActorEdge {
  kind: string;
  direction: 'out' | 'in';
  other_id: string | null;
  other_name: string;
  documents: number;
}

export interface Period {
  from: string;
  to: string;
  incidents: number;
  all_incidents: number;
  share: number;
}

export interface ActorDetail {
  actor: ActorRow;
  names: { name: string; standing: string; documents: string[] }[];
  members: {
    actor_id: string;
    document_id: string;
    by: string;
    name: string;
    words: string | null;
    title: string | null;
  }[];
  relations: {
    id: string;
    kind: string;
    status: string;
    direction: 'out' | 'in';
    other_id: string | null;
    other_name: string;
    document_id: string;
    words: string;
    sentence_words: string | null;
  }[];
  edges: ActorEdge[];
  incidents: IncidentRow[];
  activity: ActivityMonth[];
  changepoints: { month: string; before: number; after: number; change: number | null }[];
  share: { base: Period; period: Period; change: number | null; text: string } | null;
  wide: number;
  undated: number;
  review: Review;
  history: Decision[];
}

export interface QueueRow {
  target_kind: DecisionTarget;
  target_id: string;
  priority: number;
  uncertainty: number;
  impact: number;
  reasons: string[];
  incident: IncidentRow | null;
}

export type DecisionTarget = 'incident' | 'report' | 'claim' | 'actor' | 'document' | 'decision';

export interface ConflictRow {
  decision_id: string;
  reason: string;
  detail: string;
  at: string;
  decision: Decision;
}

export interface RejectRow {
  source: string;
  document_id: string | null;
  reason: string;
  cure: string;
  path: string;
  run_id: number;
}
