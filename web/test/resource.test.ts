import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Resource } from '../src/state/resource.svelte';
import { settle, SlowServer } from './slow-server';

let server: SlowServer;
let list: Resource<string>;

const live = { space: 'live' };

beforeEach(() => {
  server = new SlowServer();
  list = new Resource<string>();
});
afterEach(() => {
  list.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function shown(path: string, query: Record<string, string>, answer: string): Promise<void> {
  void list.load(path, query);
  await server.next(path).answer(answer);
}

describe('what stands under a heading', () => {
  it('is never of another space or thing while the answer is awaited', async () => {
    await shown('/api/dispatches', live, 'live');
    void list.load('/api/dispatches', { space: 'drill' });
    expect(list.data).toBeNull();
    await server.next('/api/dispatches').answer('drill');
    void list.load('/api/warnings', { space: 'drill' });
    expect(list.data).toBeNull();
  });

  it('is of another filter or moment for a second at most, however often it is turned', async () => {
    await shown('/api/readiness', live, 'all');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    void list.load('/api/readiness', { ...live, province: '12' });
    vi.advanceTimersByTime(600);
    void list.load('/api/readiness', { ...live, province: '15' });
    expect(list.data, 'no flicker where the answer comes soon').toBe('all');
    vi.advanceTimersByTime(600);
    expect([list.data, list.busy]).toEqual([null, true]);
  });

  it('is nothing where the answer to another filter cannot be had', async () => {
    await shown('/api/readiness', live, 'all');
    void list.load('/api/readiness', { ...live, province: '12' });
    await server.next('/api/readiness').fail();
    expect([list.data, list.failed]).toEqual([null, true]);
  });

  it('stays where the same cannot be read again, or more of it', async () => {
    await shown('/api/readiness', { ...live, limit: '50' }, 'fifty');
    void list.load('/api/readiness', { ...live, limit: '150' });
    await server.next('/api/readiness').fail();
    expect([list.data, list.failed]).toEqual(['fifty', true]);
  });

  it('is kept where one turns back before the answer', async () => {
    await shown('/api/readiness', live, 'all');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    void list.load('/api/readiness', { ...live, province: '12' });
    void list.load('/api/readiness', live);
    vi.advanceTimersByTime(5000);
    expect(list.data).toBe('all');
  });

  it('says nothing of a failure that another question had', async () => {
    void list.load('/api/readiness', { ...live, province: '12' });
    await server.next('/api/readiness').fail();
    void list.load('/api/readiness', live);
    expect([list.failed, list.busy]).toEqual([false, true]);
  });
});

describe('changes that come quicker than answers', () => {
  it('do not keep the answer from coming, and are read after it, once', async () => {
    void list.load('/api/dispatches', live);
    const first = server.next('/api/dispatches');
    void list.load('/api/dispatches', live);
    const last = list.load('/api/dispatches', live);
    expect([first.aborted(), server.open('/api/dispatches')]).toEqual([false, 0]);
    await first.answer('first');
    expect([list.data, list.busy]).toEqual(['first', true]);
    let told = false;
    void last.then(() => (told = true));
    await settle();
    expect(told, 'who asked last waits for what is as new as the question').toBe(false);
    await server.next('/api/dispatches').answer('second');
    expect([list.data, list.busy, told, server.open('/api/dispatches')]).toEqual(['second', false, true, 0]);
  });

  it('do not let an older question count', async () => {
    void list.load('/api/readiness', { ...live, province: '12' });
    const older = server.next('province=12');
    void list.load('/api/readiness', { ...live, province: '15' });
    await server.next('province=15').answer('15');
    await older.answer('12');
    expect([older.aborted(), list.data]).toEqual([true, '15']);
  });
});
