import { ask } from '../../api/client';
import { space } from '../../state/space.svelte';

/** Hand a CAP file to the server byte for byte: its signature is over the bytes. */
export async function importDocument(file: File): Promise<void> {
  await ask('POST', '/api/cap/import', {
    query: { space: space.name },
    raw: { body: file, type: 'application/cap+xml' },
  });
}
