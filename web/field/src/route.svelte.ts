/** Where one is in the app, after the # of the address: the back button works, and nothing is sent to a server. */
export type Room = 'home' | 'report' | 'item' | 'carry' | 'map' | 'me' | 'count';

const ROOMS: readonly Room[] = ['report', 'item', 'carry', 'map', 'me', 'count'];

class Route {
  room = $state<Room>('home');
  id = $state('');

  /** A team's secret in the address; taken out of it at once, so that it stays in no history. */
  open(): { join: string | null; stop: () => void } {
    const join = /^#join=([A-Za-z0-9_-]{20,100})$/.exec(location.hash)?.[1] ?? null;
    if (location.hash.startsWith('#join=')) history.replaceState(null, '', location.pathname);
    const read = () => this.#read();
    read();
    addEventListener('hashchange', read);
    return { join, stop: () => removeEventListener('hashchange', read) };
  }

  go(room: Room, id = ''): void {
    location.hash = room === 'home' ? '' : id ? `${room}/${id}` : room;
  }

  back(): void {
    if (history.length > 1 && this.room !== 'home') history.back();
    else this.go('home');
  }

  #read(): void {
    const [room = '', id = ''] = location.hash.replace(/^#/, '').split('/');
    this.room = ROOMS.find((one) => one === room) ?? 'home';
    this.id = id;
    scrollTo(0, 0);
  }
}

export const route = new Route();
