/** What the server refused, as its RFC 9457 problem document says it. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly requestId: string | null,
    readonly faults: { row: number | null; field: string | null; reason: string }[],
    readonly retryAfterS: number | null,
    /** Everything the document says, for those who know what its code brings along. */
    readonly document: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title || code);
  }
}

/** No answer came: no network, a server that is down, or a wait that was too long. */
export class Unreachable extends Error {}

export async function problemFrom(answer: Response): Promise<ApiProblem> {
  const retryAfter = Number(answer.headers.get('Retry-After'));
  let body: Record<string, unknown> = {};
  try {
    body = (await answer.json()) as Record<string, unknown>;
  } catch {
    // A proxy may answer in HTML; the status alone must do.
  }
  const text = (key: string) => (typeof body[key] === 'string' ? body[key] : '');
  return new ApiProblem(
    answer.status,
    text('code') || `http_${answer.status}`,
    text('title'),
    text('detail'),
    text('request_id') || null,
    Array.isArray(body['errors']) ? (body['errors'] as ApiProblem['faults']) : [],
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
    body,
  );
}
