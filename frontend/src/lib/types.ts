// Rows of the API as docs/api.md gives them: names of fields are the archive's columns.

export interface Listing<T> {
  total: number;
  rows: T[];
}

export interface Meta {
  version: string;
  schema: number;
  archive: string;
  read_only: boolean;
  author: string | null;
  counts: Record<string, number>;
  dates: { from: string | null; to: string | null } | null;
  published: { from: string | null; to: string | null } | null;
  types: { type: string; event_type: string }[];
  event_types: string[];
  statuses: string[];
  verdicts: string[];
  grades: string[];
  work_statuses: string[];
  roles: string[];
  mention_types: string[];
  source_types: string[];
  speech_acts: string[];
  commitments: string[];
  modes: string[];
  toll_whats: string[];
  toll_sides: string[];
  actor_kinds: Record<string, string>;
  time_precisions: Record<string, string>;
  place_precisions: Record<string, string>;
  shapes: Record<string, { shape: string; radius_km: number }>;
  countries: { country: string; incidents: number }[];
  languages: string[];
  outlets: { outlet: string; documents: number }[];
  export_formats: string[];
  basemap: string | null;
}

export interface Review {
  verdict: string | null;
  grade: string | null;
  work_status: string | null;
  assignee: string | null;
  flagged: boolean;
  comments: number;
  edited: boolean;
  last_at: string | null;
  last_author: string | null;
}

export interface IncidentActor {
  role: string;
  ordinal: number;
  archive_actor_id: string | null;
  name: string;
  kind: number;
  country: string | null;
  reports: number;
  report_id: string | null;
}

export interface IncidentRow {
  id: string;
  event_type: string | null;
  type: string;
  status: string;
  words: string;
  words_document: string | null;
  sentence_start: number | null;
  sentence_end: number | null;
  sentence_words: string | null;
  date_from: string | null;
  date_to: string | null;
  date_precision: number | null;
  place_name: string | null;
  place_lat: number | null;
  place_lon: number | null;
  place_country: string | null;
  place_admin1: string | null;
  place_precision: number | null;
  killed_low: number | null;
  killed_best: number | null;
  killed_high: number | null;
  injured_low: number | null;
  injured_best: number | null;
  injured_high: number | null;
  reports: number;
  documents: number;
  families: number;
  sources: number;
  contested: boolean;
  first_published: string | null;
  last_published: string | null;
  created_at: string;
  updated_at: string;
  actors: IncidentActor[];
  review: Review;
}

export interface Evidence {
  document: string;
  start: number;
  end: number;
  words: string;
}

export interface DecisionInput {
  action: string;
  target_kind: 'incident' | 'report' | 'claim' | 'actor' | 'document' | 'decision';
  target_id: string;
  field?: string;
  old?: unknown;
  new?: unknown;
  reason?: string;
  evidence?: Evidence[];
}

export interface Forward {
  old_id: string;
  ordinal?: number;
  new_id: string;
  kind: 'merged' | 'split' | 'removed';
  at?: string;
}

/** What a decision changed. */
export interface Decided {
  ids: string[];
  batch: string | null;
  incidents: string[];
  actors: string[];
  new_incidents: string[];
  forwards: Forward[];
  conflicts: { decision_id: string; reason: string; detail: string }[];
}

export interface Decision {
  id: string;
  at: string;
  author: string;
  action: string;
  target_kind: string;
  target_id: string;
  field: string | null;
  old: unknown;
  new: unknown;
  reason: string | null;
  evidence: Evidence[];
  anchor: unknown;
  batch: string | null;
  undone_by: string | null;
  conflict: string | null;
}

export interface Bin {
  from: string;
  to: string;
  counts: Record<string, number>;
  killed: number;
  wide: number;
}

export interface Timeline {
  unit: string;
  total: number;
  undated: number;
  bins: Bin[];
}

/** id, lon, lat, event_type, status, place_precision, killed_best, contested */
export type MapRow = [
  string, number, number, string | null, string, number | null, number | null, boolean,
];

export interface MapPoints {
  total: number;
  unplaced: number;
  columns: string[];
  rows: MapRow[];
}
