import { expect } from '@jest/globals';

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown;
}

export async function replyOf(response: Response): Promise<Reply> {
  const { status, headers } = response;
  const text = await response.text();
  const type = headers.get('content-type') ?? '';
  const isJson = /^application\/(problem\+)?json\b/.test(type);
  return { status, type, headers, body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text };
}

/** An error as the app gives it; the fields are those that are wrong. */
export function aProblem(status: number, code: string, ...fields: readonly string[]) {
  const errors = fields.length === 0 ? {} : { errors: fields.map((field) => ({ field })) };
  return {
    ...{ status, type: expect.stringMatching(/^application\/problem\+json/) },
    body: { ...errors, type: `urn:execution-orchestrator:error:${code}`, status },
  };
}
