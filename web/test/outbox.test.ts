import { expect, test } from 'vitest';
import { ApiProblem, Unreachable } from '../src/api/problem';
import { attempt, reopened, type Parcel } from '../src/report/outbox';

function parcel(more: Partial<Parcel> = {}): Parcel {
  return {
    id: '0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e',
    space: 'live',
    place: 'Xã Sa Pa',
    madeAt: 1,
    state: 'waiting',
    attempts: 0,
    reason: null,
    body: {
      id: '0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e',
      kind: 'landslide',
      occurred_at: '2026-07-22T02:10:00+07:00',
      position: { lon: 103.97, lat: 22.48, method: 'gps' },
    },
    ...more,
  };
}

const problem = (status: number, code = 'x') =>
  new ApiProblem(
    status,
    code,
    'Không nhận',
    'Không nhận',
    null,
    [{ row: null, field: 'kind', reason: 'sai loại' }],
    null,
  );

test('acknowledged: received', async () => {
  expect(await attempt(parcel(), () => Promise.resolve())).toMatchObject({ state: 'received', attempts: 1 });
});

test.each([
  new Unreachable(),
  problem(500),
  problem(503),
  problem(429),
  problem(401),
  problem(403, 'password_change_required'),
])('trouble on the way keeps it waiting (%s)', async (fault) => {
  expect(await attempt(parcel(), () => Promise.reject(fault))).toMatchObject({
    state: 'waiting',
    reason: null,
  });
});

test.each([409, 422, 403])('a refusal (%i) is final and says why', async (status) => {
  const after = await attempt(parcel(), () => Promise.reject(problem(status)));
  expect(after).toMatchObject({ state: 'refused', reason: 'Không nhận sai loại' });
});

test('the same id and the same words go out with every try', async () => {
  const sent: string[] = [];
  let current = parcel();
  for (let i = 0; i < 3; i++) {
    current = await attempt(current, (p) => {
      sent.push(JSON.stringify(p.body));
      return i < 2 ? Promise.reject(new Unreachable()) : Promise.resolve();
    });
  }
  expect(new Set(sent).size).toBe(1);
  expect(current).toMatchObject({ state: 'received', attempts: 3 });
});

test('a page closed while sending leaves the report waiting, oldest first', async () => {
  const kept = [
    parcel({ id: 'b', madeAt: 2, state: 'sending' }),
    parcel({ id: 'a', madeAt: 1, state: 'refused' }),
  ];
  const shelf = {
    all: () => Promise.resolve(kept),
    put: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  expect((await reopened(shelf)).map((p) => [p.id, p.state])).toEqual([
    ['a', 'refused'],
    ['b', 'waiting'],
  ]);
});
