// Light and dark: the system's until one is chosen (public/assets/theme.js applies it first).

class Theme {
  current = $state(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');

  constructor() {
    new MutationObserver(() => {
      this.current = document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
    }).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  toggle(): void {
    const next = this.current === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('dateline.theme', next);
    } catch {
      // Storage is switched off: the theme holds until the page is closed.
    }
  }
}

export const theme = new Theme();

/** A colour of tokens.css as a canvas needs it; reads the present theme. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
