/**
 * Work that many wishes for it share: done once, `ms` after the first of them. Wishes that come meanwhile put it off no
 * further, so that a steady stream of them never keeps it from being done.
 */
export class Soon {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly work: () => void,
    private readonly ms: number,
  ) {}

  ask(): void {
    this.#timer ??= setTimeout(() => this.now(), this.ms);
  }

  /** At once, also for those who asked. */
  now(): void {
    this.stop();
    this.work();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
