/** Room on this phone: asked for to stay, watched, and said before it is too late. */
const MIN_FREE = 20 * 2 ** 20;

class Room {
  usage = $state<number | null>(null);
  free = $state<number | null>(null);
  persisted = $state(false);
  low = $derived(this.free !== null && this.free < MIN_FREE);

  async open(): Promise<void> {
    // Pages over plain HTTP have no storage manager.
    const manager = navigator.storage as StorageManager | undefined;
    if (!manager) return;
    try {
      this.persisted = (await manager.persisted()) || (await manager.persist());
    } catch {
      this.persisted = false;
    }
    await this.look();
  }

  async look(): Promise<void> {
    const manager = navigator.storage as StorageManager | undefined;
    const { usage, quota } = (await manager?.estimate().catch(() => undefined)) ?? {};
    this.usage = usage ?? null;
    this.free = usage !== undefined && quota !== undefined ? quota - usage : null;
  }

  /** Whether so many bytes more can be hoped to fit. */
  async fits(bytes: number): Promise<boolean> {
    await this.look();
    return this.free === null || this.free > bytes + MIN_FREE / 2;
  }
}

export const storage = new Room();
