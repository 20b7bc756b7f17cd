// Deciding: what was decided is shown with an Undo, and every list on the page learns of it.
import { ApiError, decide, get, undo } from './api';
import { archive } from './meta.svelte';
import { fail, toast } from './say.svelte';
import type { Decided, Decision, DecisionInput } from './types';

class Changes {
  /** Grows with every decision, ours or others'; read it in an effect that loads. */
  version = $state(0);
  /** Incidents that the last change touched. */
  incidents = $state<string[]>([]);

  private timer: ReturnType<typeof setTimeout> | undefined;

  took(incidents: string[]): void {
    this.incidents = incidents;
    this.version += 1;
    // The counts at the top: once after a row of quick decisions.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void archive.load(), 1000);
  }
}

export const changes = new Changes();

/** Takes decisions (one batch) and says so; returns null where the server refused. */
export async function act(decisions: DecisionInput[], label: string): Promise<Decided | null> {
  if (decisions.length === 0) return null;
  if (archive.meta?.read_only) {
    fail(new ApiError(403, 'This archive is read-only.', 'Serve a file that can be written to.'));
    return null;
  }
  try {
    const done = await decide(decisions);
    changes.took(done.incidents);
    const last = done.ids.at(-1);
    const which = done.batch ? { batch: done.batch } : last ? { id: last } : { last: true as const };
    toast(label, { label: 'Undo', run: () => void takeBack(which) });
    return done;
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) changes.took([]);
    fail(error);
    return null;
  }
}

export async function takeBack(which: Parameters<typeof undo>[0]): Promise<void> {
  try {
    const done = await undo(which);
    changes.took(done.incidents);
    toast('Undone.');
  } catch (error) {
    fail(error);
  }
}

interface Events {
  cursor: string;
  decisions: Decision[];
  incidents: string[];
  run: number;
  reload: boolean;
}

/** Asks every few seconds what others decided; returns what stops it. */
export function listen(seconds = 8): () => void {
  let cursor = '';
  let stopped = false;
  const own = () => archive.meta?.author ?? null;
  const ask = async () => {
    if (stopped || document.hidden) return;
    try {
      const news = await get<Events>('events', { since: cursor });
      const others = news.decisions.filter((decision) => decision.author !== own());
      if (cursor && (others.length > 0 || news.reload)) {
        changes.took(news.incidents);
        const last = others.at(-1);
        toast(
          last
            ? `${last.author}: ${last.action} ${last.target_id}` +
                (others.length > 1 ? ` and ${others.length - 1} more` : '')
            : 'The archive has changed.',
        );
      }
      cursor = news.cursor;
    } catch {
      // The next request of the view says that the server is gone.
    }
  };
  void ask();
  const timer = setInterval(() => void ask(), seconds * 1000);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
