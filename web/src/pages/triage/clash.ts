/** What the server says where somebody else changed an incident meanwhile. */
import type { ApiProblem } from '../../api/problem';
import type { Conflict } from './model';

export interface Clash {
  id: string;
  conflicts: Conflict[];
  etag: string;
  state: string;
  /** The edit that was refused; null for a step. */
  wanted: Record<string, unknown> | null;
}

/** The clash that a refusal (status 412) tells of. */
export function clashIn(refusal: ApiProblem, id: string, wanted: Clash['wanted']): Clash {
  const { conflicts, etag, state } = refusal.document;
  return {
    id,
    conflicts: (conflicts as Conflict[] | undefined) ?? [],
    etag: String(etag ?? '*'),
    state: String(state ?? ''),
    wanted,
  };
}
