// Keys: each action has one, which a person may change; active outside of inputs.

export interface Action {
  id: string;
  key: string;
  label: string;
}

// Written as `KeyboardEvent.key`, with Ctrl+ or Alt+ in front; several are set apart by a space
// (the space bar itself is `Space`).
export const actions: readonly Action[] = [
  { id: 'next', key: 'j', label: 'Next' },
  { id: 'previous', key: 'k', label: 'Previous' },
  { id: 'open', key: 'Enter', label: 'Open' },
  { id: 'accept', key: 'a', label: 'Accept' },
  { id: 'reject', key: 'x', label: 'Reject' },
  { id: 'skip', key: 'Space', label: 'Skip' },
  { id: 'undo', key: 'Backspace Ctrl+z', label: 'Undo the last decision' },
  { id: 'flag', key: 'f', label: 'Flag, or take the flag away' },
  { id: 'edit', key: 'e', label: 'Edit' },
  { id: 'merge', key: 'm', label: 'Merge' },
  { id: 'select', key: 's', label: 'Select, or leave out' },
  { id: 'search', key: '/', label: 'Search' },
  { id: 'help', key: '?', label: 'Show the keys' },
];

const stored = 'dateline.keys';

function readStored(): Record<string, string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(stored) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** The name of the pressed key, such as `j`, `Ctrl+z`, `Space`. */
export function nameOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key === ' ' ? 'Space' : event.key;
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return control + (event.altKey ? 'Alt+' : '') + (control ? key.toLowerCase() : key);
}

type Handler = (event: KeyboardEvent) => void;
export type Handlers = Record<string, Handler>;

class Keys {
  chosen = $state<Record<string, string>>(readStored());
  private readonly layers: Handlers[] = [];

  /** The keys of an action, as a person chose them. */
  of(id: string): string {
    return this.chosen[id] ?? actions.find((action) => action.id === id)?.key ?? '';
  }

  /** Gives an action another key; takes that key from the action that had it. */
  change(id: string, key: string): void {
    const next: Record<string, string> = { ...this.chosen };
    for (const action of actions) {
      const kept = this.of(action.id)
        .split(' ')
        .filter((one) => one && one !== key);
      if (kept.join(' ') !== this.of(action.id)) next[action.id] = kept.join(' ');
    }
    next[id] = key;
    this.chosen = next;
    this.keep();
  }

  reset(): void {
    this.chosen = {};
    this.keep();
  }

  private keep(): void {
    try {
      localStorage.setItem(stored, JSON.stringify(this.chosen));
    } catch {
      // Storage is switched off: the keys hold until the page is closed.
    }
  }

  /** Handlers of a view by action; the newest layer that has the action gets the key.
   * Returns what takes them away: `$effect(() => keys.bind({ next: ... }))`. */
  bind(handlers: Handlers): () => void {
    this.layers.push(handlers);
    return () => {
      const at = this.layers.indexOf(handlers);
      if (at >= 0) this.layers.splice(at, 1);
    };
  }

  /** For the window's keydown. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target as Element | null;
    if (isInput(target)) return;
    // An open dialog keeps the keys to itself.
    if (document.querySelector('dialog[open]')) return;
    const name = nameOf(event);
    const found = actions.find((action) => this.of(action.id).split(' ').includes(name));
    if (!found) return;
    // Enter and Space on a button, link or checkbox press that.
    if ((name === 'Enter' || name === 'Space') && target?.closest('a,button,summary,input')) return;
    for (let layer = this.layers.length - 1; layer >= 0; layer -= 1) {
      const handler = this.layers[layer]?.[found.id];
      if (handler) {
        event.preventDefault();
        handler(event);
        return;
      }
    }
  }
}

/** Whether typing goes into the element. */
export function isInput(element: Element | null): boolean {
  if (!element) return false;
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true;
  return (
    element instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'range'].includes(element.type)
  );
}

export const keys = new Keys();
