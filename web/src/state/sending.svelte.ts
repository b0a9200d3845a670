import { ApiProblem } from '../api/problem';

/** One form on its way: busy, refused with a reason, or not through at all. */
export class Sending {
  busy = $state(false);
  fault = $state.raw<ApiProblem | null>(null);
  unreachable = $state(false);

  async run(work: () => Promise<unknown>, done: () => void): Promise<void> {
    this.busy = true;
    this.fault = null;
    this.unreachable = false;
    try {
      await work();
      done();
    } catch (error) {
      if (error instanceof ApiProblem) this.fault = error;
      else this.unreachable = true;
    } finally {
      this.busy = false;
    }
  }
}
