import { words } from '../../lib/format';
import type { Decision } from '../../lib/types';

/** A value of a decision as words: unknown is "nothing", never an empty string. */
export function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 6 }).format(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length ? value.map(show).join(', ') : 'nothing';
  const fields = value as Record<string, unknown>;
  // An actor in a list: its name says enough.
  if (typeof fields.name === 'string' && 'archive_actor_id' in fields) return fields.name;
  return Object.entries(fields)
    .filter(([, one]) => one !== null && one !== undefined)
    .map(([name, one]) => `${words(name)}: ${show(one)}`)
    .join('; ');
}

function listed(value: unknown, name: string): string {
  if (typeof value === 'object' && value !== null && name in value)
    return show((value as Record<string, unknown>)[name]);
  return show(value);
}

type Told = Pick<Decision, 'action' | 'field' | 'old' | 'new'>;

/** What somebody decided, as the end of a sentence that begins with their name. */
export function phrase(decision: Told): string {
  const { action, field, old, new: value } = decision;
  switch (action) {
    case 'accept':
      return 'accepted';
    case 'reject':
      return 'rejected';
    case 'edit':
      return `set ${words(field)} to ${show(value)} (was ${show(old)})`;
    case 'add':
      return `added a missed ${words(field)}`;
    case 'merge':
      return `merged ${listed(value, 'incidents')} into this`;
    case 'split':
      return `split off ${listed(value, 'reports')}`;
    case 'link':
      return `linked ${show(value)}`;
    case 'unlink':
      return `unlinked ${show(value)}`;
    case 'alias':
      return `joined ${show(value)}`;
    case 'unalias':
      return `parted ${show(value)}`;
    case 'grade':
      return value === null ? 'took the grade away' : `graded ${show(value)}`;
    case 'work':
      return value === null ? 'took the work status away' : `set the work to ${show(value)}`;
    case 'assign':
      return value === null ? 'unassigned it' : `assigned it to ${show(value)}`;
    case 'comment':
      return 'commented';
    case 'flag':
      return 'flagged';
    case 'unflag':
      return 'took the flag away';
    case 'undo':
      return 'undid a decision';
    default:
      return words(action);
  }
}

/** The words of a comment, or the reason given. */
export function remark(decision: Pick<Decision, 'action' | 'new' | 'reason'>): string | null {
  if (decision.action === 'comment' && typeof decision.new === 'string') return decision.new;
  return decision.reason;
}
