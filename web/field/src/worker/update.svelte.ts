/**
 * A new version of the app. Reports live in IndexedDB and not in the page, so nothing is lost by it; still nobody is
 * interrupted: it is offered, or taken by itself at a start where nothing is being written.
 */
import { draft } from '../report/draft.svelte';
import { route } from '../route.svelte';

class Update {
  ready = $state(false);
  #waiting: ServiceWorker | null = null;

  async open(): Promise<void> {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!workers || !import.meta.env.PROD) return;
    let had = workers.controller !== null;
    workers.addEventListener('controllerchange', () => {
      if (had) location.reload();
      had = true;
    });
    try {
      const registration = await workers.register('/field/sw.js', { scope: '/field/' });
      const look = () => {
        this.#waiting = registration.waiting;
        this.ready = registration.waiting !== null && workers.controller !== null;
      };
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', look);
      });
      look();
      if (this.ready && !draft.begun && route.room === 'home') await this.take();
      setInterval(() => void registration.update().catch(() => undefined), 3600_000);
    } catch {
      // Without a worker the app still reports; it only cannot be opened without a connection.
    }
  }

  async take(): Promise<void> {
    await draft.save();
    this.#waiting?.postMessage('skip-waiting');
  }
}

export const update = new Update();
