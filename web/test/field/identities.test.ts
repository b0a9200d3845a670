import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { Shelf } from '../../field/src/outbox/shelf';
import type { Identity } from '../../field/src/who/identity';

const THAO: Identity = {
  name: 'thao',
  kind: 'person',
  label: 'Thào A',
  member: '',
  roles: ['field'],
  scope: '15',
  secret: 'go_1',
  locked: null,
};

describe('the tokens on a phone', () => {
  it('writes down what the centre says of a token, and nothing over what the person wrote meanwhile', async () => {
    const shelf = new Shelf('test-identities');
    const asked = { ...THAO };
    await shelf.keepIdentity({ ...THAO, member: 'Thào A Sử' });
    await shelf.amendIdentity(asked, { label: 'Đội Bát Xát', locked: null });
    expect(await shelf.identities()).toEqual([{ ...THAO, member: 'Thào A Sử', label: 'Đội Bát Xát' }]);

    await shelf.keepIdentity({ ...THAO, secret: 'go_2' });
    await shelf.amendIdentity(asked, { locked: 'token_revoked' });
    expect(await shelf.identities()).toEqual([{ ...THAO, secret: 'go_2' }]);

    await shelf.dropIdentity(THAO.name);
    await shelf.amendIdentity(asked, { locked: null });
    expect(await shelf.identities()).toEqual([]);
  });
});
