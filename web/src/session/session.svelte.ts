import { ask, keepSessionWith } from '../api/client';
import { ApiProblem, Unreachable } from '../api/problem';
import type { Person, SessionBody } from '../api/types';
import { speech } from '../i18n/language.svelte';

/**
 * Who is at the screen. `expired` keeps the screen as it is and asks for the password on top of it; `public` is
 * somebody who is not signed in and looks at what an administrator has opened to everybody.
 */
class Session {
  state = $state<'loading' | 'out' | 'public' | 'in' | 'expired' | 'unreachable'>('loading');
  person = $state<Person | null>(null);
  #csrf: string | null = null;
  #renewed: { promise: Promise<void>; resolve: () => void } | null = null;

  constructor() {
    keepSessionWith({
      csrf: () => this.#csrf,
      language: () => speech.language,
      renew: () => this.#renew(),
      passwordDue: () => {
        if (this.person) this.person = { ...this.person, must_change_password: true };
      },
    });
  }

  async open(): Promise<void> {
    try {
      this.#accept(await ask<SessionBody>('GET', '/api/session', { renew: false }));
    } catch (fault) {
      if (fault instanceof ApiProblem && fault.status === 401) await this.#lookFromOutside();
      else this.state = 'unreachable';
    }
  }

  /** From the public map to the sign-in page. */
  comeIn(): void {
    this.state = 'out';
  }

  async signIn(name: string, password: string): Promise<void> {
    this.#accept(await ask<SessionBody>('POST', '/api/session', { body: { name, password }, renew: false }));
  }

  async changePassword(current: string, fresh: string): Promise<void> {
    const body = { current, new: fresh };
    this.#accept(await ask<SessionBody>('POST', '/api/session/password', { body, renew: false }));
  }

  async signOut(): Promise<void> {
    await ask('DELETE', '/api/session', { renew: false });
    location.reload();
  }

  may(...roles: string[]): boolean {
    return this.person?.roles.some((role) => roles.includes(role)) ?? false;
  }

  #accept(body: SessionBody): void {
    if (this.state === 'expired' && this.person?.name !== body.person.name) {
      // What the one before has under way waits for them: it is not sent in the name of another.
      location.reload();
      return;
    }
    this.#csrf = body.csrf;
    this.person = body.person;
    this.state = 'in';
    if (!body.person.must_change_password) {
      this.#renewed?.resolve();
      this.#renewed = null;
    }
  }

  async #lookFromOutside(): Promise<void> {
    try {
      await ask('GET', '/api/config', { renew: false });
      this.state = 'public';
    } catch {
      this.state = 'out';
    }
  }

  #renew(): Promise<void> {
    if (this.state === 'public') return Promise.reject(new Unreachable('not signed in'));
    if (this.state === 'in') this.state = 'expired';
    if (!this.#renewed) {
      let resolve: () => void = () => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.#renewed = { promise, resolve };
    }
    return this.#renewed.promise;
  }
}

export const session = new Session();
