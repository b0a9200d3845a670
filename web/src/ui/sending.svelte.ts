import { ApiProblem } from '../api/problem';

/** One form on its way: busy, not sent for a reason of its own, refused by the server, or not through at all. */
export class Sending {
  busy = $state(false);
  fault = $state.raw<ApiProblem | null>(null);
  unreachable = $state(false);
  /** Why it was not sent, or what became of it, in the page's own words. */
  said = $state('');

  /** Says why the form is not sent. */
  refuse(said: string): void {
    this.#clear();
    this.said = said;
  }

  /**
   * Sends; not a second time while it is on its way. `understood` may know better words for a refusal than the server's; what it answers is shown instead. A
   * form that did not get through may have arrived: it keeps its id, so that sending again doubles nothing.
   */
  async run(
    work: () => Promise<unknown>,
    done: () => void,
    understood: (problem: ApiProblem) => string | undefined = () => undefined,
  ): Promise<void> {
    if (this.busy) return;
    this.#clear();
    this.busy = true;
    try {
      await work();
      done();
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        this.unreachable = true;
        return;
      }
      this.said = understood(error) ?? '';
      if (this.said === '') this.fault = error;
    } finally {
      this.busy = false;
    }
  }

  #clear(): void {
    this.fault = null;
    this.unreachable = false;
    this.said = '';
  }
}
