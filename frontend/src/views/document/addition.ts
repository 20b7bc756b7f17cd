import { check, groups } from '../incident/fields';
import { occurrences, type Stretch } from './spans';

export type Added = 'incident' | 'role' | 'claim' | 'mention';

/** What the dialog holds; empty texts are unknown. */
export interface Draft {
  type: string;
  status: string;
  date_from: string;
  date_to: string;
  place_name: string;
  report: string;
  role: string;
  mention: string;
  source: string;
  cue: string;
  source_type: string;
  speech_act: string;
  commitment: string;
  mode: string;
  about: string[];
}

/** The occurrence of words that is nearest to a place in the text. */
function nearest(text: string, words: string, to: Stretch): Stretch | null {
  const gap = (one: Stretch) =>
    one.end <= to.start ? to.start - one.end : Math.max(0, one.start - to.end);
  return occurrences(text, words).reduce<Stretch | null>(
    (best, one) => (best === null || gap(one) < gap(best) ? one : best),
    null,
  );
}

/** The `new` of an `add` decision, or what is missing; its own words are the decision's evidence. */
export function addition(
  kind: Added,
  draft: Draft,
  text: string,
  anchor: Stretch | null,
): { value: Record<string, unknown>; error: string | null } {
  const wrong = (error: string) => ({ value: {}, error });
  if (!anchor) return wrong('These words do not stand in the text. Write them as the text has them.');
  if (kind === 'mention') return { value: { type: draft.mention }, error: null };
  if (kind === 'role') {
    if (!draft.report) return wrong('There is no incident to take the role. Add the incident first.');
    return { value: { report: draft.report, role: draft.role }, error: null };
  }
  if (kind === 'incident') {
    const from = draft.date_from.trim();
    const to = draft.date_to.trim() || from;
    const { values, errors } = check(groups.date, { date_from: from, date_to: to });
    const first = Object.values(errors)[0];
    if (first) return wrong(first);
    const value: Record<string, unknown> = { type: draft.type, status: draft.status };
    if (values.date_from) Object.assign(value, { date_from: values.date_from, date_to: values.date_to });
    if (draft.place_name.trim()) value.place_name = draft.place_name.trim();
    return { value, error: null };
  }
  const { source_type, speech_act, commitment, mode } = draft;
  const value: Record<string, unknown> = { source_type, speech_act, commitment, mode };
  for (const part of ['source', 'cue'] as const) {
    const words = draft[part].trim();
    if (!words) continue;
    const found = nearest(text, words, anchor);
    if (!found)
      return wrong(
        `“${words}” does not stand in the text. Write the ${part === 'source' ? 'speaker' : 'cue'} as the text has it.`,
      );
    value[part] = { start: found.start, end: found.end };
  }
  if (draft.about.length) value.incidents = [...draft.about];
  return { value, error: null };
}
