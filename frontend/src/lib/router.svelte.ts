// The address is the state: a path names the view, the query its filters, order and selection.

class Router {
  path = $state(location.pathname);
  search = $state(location.search);
  readonly query = $derived(new URLSearchParams(this.search));

  constructor() {
    addEventListener('popstate', () => this.read());
  }

  private read(): void {
    this.path = location.pathname;
    this.search = location.search;
  }

  /** Goes to an address of this page; `replace` leaves no entry to go back to. */
  go(address: string, replace = false): void {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin) return;
    const target = url.pathname + url.search + url.hash;
    if (target === location.pathname + location.search + location.hash) return;
    const moved = url.pathname !== location.pathname;
    if (replace) history.replaceState(null, '', target);
    else history.pushState(null, '', target);
    this.read();
    if (moved && !replace) scrollTo(0, 0);
  }

  /** Changes parameters of the query; null or an empty value removes one. */
  set(changes: Record<string, string | readonly string[] | null>, replace = false): void {
    const query = new URLSearchParams(this.search);
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      if (value === null || value === '') continue;
      for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
    }
    const text = query.toString();
    this.go(this.path + (text ? `?${text}` : ''), replace);
  }
}

export const router = new Router();

/** Links of our own change the view without loading the page anew. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || link.target || link.hasAttribute('download')) return;
  const address = link.getAttribute('href');
  if (!address?.startsWith('/') || address.startsWith('//') || address.startsWith('/api/')) return;
  event.preventDefault();
  router.go(address);
}
