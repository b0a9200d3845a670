import type { Said } from '../i18n/language.svelte';
import { findPage, type Found } from '../pages/find';
import { PAGES } from '../pages/registry';

/** Where this window is: the map at `/`, every other page at a path of its own that can be kept and sent on. */
class Route {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  found: Found | null = $derived(findPage(this.path, PAGES));

  /** Go to an address of this program. */
  go(href: string, { replace = false } = {}): void {
    const url = new URL(href, location.href);
    if (url.href !== location.href) {
      if (replace) history.replaceState(null, '', url);
      else history.pushState(null, '', url);
    }
    this.#read();
  }

  /** Keeps step with the browser's own buttons and with links; ends with the function that stops it. */
  follow(): () => void {
    const moved = () => this.#read();
    const clicked = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]');
      if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event) || !staysHere(link)) return;
      event.preventDefault();
      this.go(link.href);
    };
    addEventListener('popstate', moved);
    document.addEventListener('click', clicked);
    return () => {
      removeEventListener('popstate', moved);
      document.removeEventListener('click', clicked);
    };
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }
}

function isPlainClick(event: MouseEvent): boolean {
  const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !held && !event.defaultPrevented;
}

/** Links to files, to other servers, to the field app and to what the server makes itself are the browser's. */
function staysHere(link: HTMLAnchorElement): boolean {
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return false;
  return link.pathname === '/' || findPage(link.pathname, PAGES) !== null;
}

export const MAP_TITLE: Said = { vi: 'Bản đồ điều hành', en: 'Command map' };
export const route = new Route();
