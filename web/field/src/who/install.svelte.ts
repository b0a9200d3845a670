/** The browser's offer to put the app on the home screen, kept until the person asks for it. */
interface Offer extends Event {
  prompt(): Promise<unknown>;
}

class Install {
  prompt = $state.raw<Offer | null>(null);

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.prompt = event as Offer;
    });
    addEventListener('appinstalled', () => (this.prompt = null));
  }

  async ask(): Promise<void> {
    await this.prompt?.prompt();
    this.prompt = null;
  }
}

export const install = new Install();
