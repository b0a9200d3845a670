import { expect, test } from 'vitest';
import { ApiProblem } from '../../api/problem';
import type { Recipient } from './desk.svelte';
import { edited, meanwhile } from './edit';

const read = { name: 'Trưởng ca', area: ['15'], least_level: 1 };

test('a field that was left alone is not sent', () => {
  expect(edited(read, { ...read, area: ['15'] })).toEqual({});
  expect(edited(read, { name: 'Trưởng ca', area: ['15', '03388'], least_level: 2 })).toEqual({
    area: ['15', '03388'],
    least_level: 2,
  });
});

const refused = (status: number, document: Record<string, unknown>) =>
  new ApiProblem(status, 'changed_meanwhile', '', '', null, [], null, document);

test('what somebody else left is read from the refusal, and nothing from any other', () => {
  const recipient = { ...read, id: 'x', etag: '"1"', shown: 'h…', signed: true } as Recipient;
  const theirs = { etag: '"2"', name: 'Phó ca', area: ['15'], least_level: 3, shown: 'k…' };
  expect(meanwhile(recipient, refused(412, theirs))).toEqual({ ...recipient, ...theirs });
  expect(meanwhile(recipient, refused(409, theirs))).toBeNull();
  expect(meanwhile(recipient, refused(412, { etag: '"2"' }))).toBeNull();
});
