// Decisions with what the other person changed shown, and a choice, where somebody was faster.
import { ApiError, decide } from '../../lib/api';
import { changes, takeBack } from '../../lib/decisions.svelte';
import { archive } from '../../lib/meta.svelte';
import { fail, toast } from '../../lib/say.svelte';
import type { Decided, DecisionInput } from '../../lib/types';

/** One value that is no longer what this page showed. */
export interface Clash {
  index: number;
  target_kind: string;
  target_id: string;
  field: string | null;
  old: unknown;
  current: unknown;
  at: string | null;
  author: string | null;
}

interface Open {
  decisions: DecisionInput[];
  clashes: Clash[];
  choose: (mine: boolean) => void;
}

class Clashes {
  open = $state.raw<Open | null>(null);
}

export const clashes = new Clashes();

/** The decisions as they must be sent so that they replace what stands there now. */
export function renewed(
  decisions: readonly DecisionInput[],
  clashed: readonly Clash[],
): DecisionInput[] {
  const current = new Map(clashed.map((clash) => [clash.index, clash.current]));
  return decisions.map((decision, index) =>
    current.has(index) ? { ...decision, old: current.get(index) } : decision,
  );
}

/** Takes decisions as one batch; null where nothing was written. */
export async function attempt(decisions: DecisionInput[], label: string): Promise<Decided | null> {
  if (!decisions.length) return null;
  if (archive.meta?.read_only) {
    fail(new ApiError(403, 'This archive is read-only.', 'Serve a file that can be written to.'));
    return null;
  }
  let sent = decisions;
  for (;;) {
    try {
      const done = await decide(sent);
      changes.took(done.incidents);
      const last = done.ids.at(-1);
      const which = done.batch ? { batch: done.batch } : last ? { id: last } : { last: true as const };
      toast(label, { label: 'Undo', run: () => void takeBack(which) });
      for (const conflict of done.conflicts)
        fail(new ApiError(409, conflict.reason, conflict.detail));
      return done;
    } catch (error) {
      const found = error instanceof ApiError && error.status === 409 ? error.body.conflicts : null;
      if (!Array.isArray(found) || !found.length) {
        fail(error);
        return null;
      }
      const clashed = found as Clash[];
      const waiting = sent;
      const mine = await new Promise<boolean>((resolve) => {
        clashes.open = { decisions: waiting, clashes: clashed, choose: resolve };
      });
      clashes.open = null;
      if (!mine) {
        changes.took([]);
        return null;
      }
      sent = renewed(sent, clashed);
    }
  }
}
