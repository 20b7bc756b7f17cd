// Messages: a toast that can be seen, and the same words for screen readers.

export interface Message {
  id: number;
  text: string;
  kind: 'note' | 'error';
  /** A second line: what to do. */
  cure: string;
  action: { label: string; run: () => void } | null;
}

class Says {
  messages = $state<Message[]>([]);
  /** Read out by screen readers, not shown. */
  announced = $state('');
  private next = 1;

  announce(text: string): void {
    // The same words twice are read twice only if they differ.
    this.announced = text === this.announced ? `${text}\u00a0` : text;
  }

  dismiss(id: number): void {
    this.messages = this.messages.filter((message) => message.id !== id);
  }

  add(message: Omit<Message, 'id'>, seconds: number): void {
    const id = this.next++;
    this.messages = [...this.messages.slice(-2), { ...message, id }];
    setTimeout(() => this.dismiss(id), seconds * 1000);
  }
}

export const says = new Says();

/** Shows a short message, with one action such as Undo. */
export function toast(text: string, action: Message['action'] = null): void {
  says.add({ text, kind: 'note', cure: '', action }, 8);
}

export function announce(text: string): void {
  says.announce(text);
}

/** Shows what went wrong and what to do; says nothing of a request that was given up. */
export function fail(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  const text = error instanceof Error ? error.message : String(error);
  const cure = error instanceof Error && 'cure' in error ? String(error.cure) : '';
  says.add({ text, kind: 'error', cure, action: null }, 15);
}
