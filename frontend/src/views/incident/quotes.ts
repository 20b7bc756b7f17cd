import type { IncidentDetail, ReportEntry } from '../records';

import type { GroupName } from './fields';

/** Words of a document that say a value, or why there are none. */
export interface Quote {
  readonly key: string;
  readonly document: string;
  readonly outlet: string | null;
  readonly published: string | null;
  readonly words: string | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly value: string;
  readonly note: string | null;
  readonly by: string | null;
  readonly score: number | null;
  /** The incident's own value is taken from here. */
  readonly chosen: boolean;
}

type Entry = IncidentDetail['reports'][number];

function about(entry: Entry, chosen: boolean) {
  const { id, outlet, title, published } = entry.document;
  return { key: entry.report.id, document: id, outlet: outlet ?? title, published, chosen };
}

function triggerQuote(entry: Entry, chosen: boolean, value: string): Quote {
  const { report } = entry;
  const first = entry.triggers[0];
  const type = value === report.type;
  return {
    ...about(entry, chosen),
    words: first?.words ?? report.words,
    start: first?.start ?? null,
    end: first?.end ?? null,
    value: value.replaceAll('_', ' '),
    note: type ? report.type_note : report.status_note,
    by: type ? report.type_by : report.status_by,
    score: type ? report.type_score : report.status_score,
  };
}

function interval(from: string | null, to: string | null): string {
  if (!from && !to) return 'no date';
  return from === to ? (from ?? '') : `${from ?? '?'} to ${to ?? '?'}`;
}

/** The words behind one of an incident's values, the chosen report's first. */
export function quotes(detail: IncidentDetail, group: GroupName): Quote[] {
  const { incident, reports } = detail;
  let found: Quote[];
  if (group === 'type')
    found = reports.map((entry) =>
      triggerQuote(entry, entry.report.id === incident.type_report, entry.report.type),
    );
  else if (group === 'status')
    found = reports.map((entry) =>
      triggerQuote(entry, entry.report.id === incident.status_report, entry.report.status),
    );
  else if (group === 'date')
    found = reports.map((entry) => ({
      ...about(entry, entry.report.id === incident.date_report),
      words: entry.report.date_words,
      start: entry.report.date_start,
      end: entry.report.date_end,
      value: interval(entry.report.date_from, entry.report.date_to),
      note: entry.report.date_note,
      by: entry.report.date_by,
      score: entry.report.date_score,
    }));
  else if (group === 'place')
    found = reports.map((entry) => ({
      ...about(entry, entry.report.id === incident.place_report),
      words: entry.report.place_words,
      start: entry.report.place_start,
      end: entry.report.place_end,
      value: entry.report.place_name ?? 'no place',
      note: entry.report.place_note,
      by: entry.report.place_by,
      score: entry.report.place_score,
    }));
  else if (group === 'perpetrator' || group === 'target')
    found = reports.flatMap((entry) => {
      const words = new Set<string>();
      const named = entry.actors.filter((actor) => actor.role === group).map((actor) => actor.name);
      return entry.arguments
        .filter((one) => one.role === group && !words.has(one.words) && words.add(one.words))
        .map((one) => ({
          ...about(entry, false),
          key: `${entry.report.id} ${one.ordinal}`,
          words: one.words,
          start: one.start,
          end: one.end,
          value: named.length === 1 ? (named[0] ?? group) : group,
          note: one.note,
          by: one.by,
          score: one.score,
        }));
    });
  else
    found = detail.toll_entries
      .filter((entry) => entry.what === group)
      .map((entry) => ({
        key: `${entry.ordinal}`,
        document: entry.document_id,
        outlet: entry.speaker ?? entry.outlet ?? entry.title,
        published: entry.published,
        words: entry.words,
        start: entry.start,
        end: entry.end,
        value: `${entry.low ?? '?'} / ${entry.best ?? '?'} / ${entry.high ?? '?'}`,
        note: entry.counted ? null : `not counted: ${entry.kind}`,
        by: null,
        score: null,
        chosen: entry.counted,
      }));
  return found.sort((a, b) => Number(b.chosen) - Number(a.chosen));
}

/** Spans of a report inside its context, for drawing. */
export function contextSpans(entry: Pick<ReportEntry, 'triggers' | 'arguments' | 'report'>) {
  return [
    ...entry.triggers.map(({ start, end }) => ({
      start,
      end,
      kind: 'trigger',
      label: `what happened: ${entry.report.type.replaceAll('_', ' ')}`,
    })),
    ...entry.arguments.map(({ start, end, role }) => ({ start, end, kind: role, label: role })),
  ];
}

