import type { DurableEngine } from '../../engine/contract';
import type { SpanContext } from '../../engine/trace-context';
import type { LinkSettings } from './links';
import type { Query } from './query';

/** What the operations of the management API work on. */
export interface ManagementApi {
  readonly engine: DurableEngine;
  readonly links: LinkSettings;
  /** Registered names, for messages that tell what there is. */
  readonly entityNames: () => readonly string[];
  /** `storeInputsInOrchestrationHistory`. */
  readonly storeInputsInHistory: boolean;
}

export interface ManagementRequest {
  /** Scheme and authority that the caller used. */
  readonly origin: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly continuationToken: string | undefined;
  /** Without parameters, in lower case; undefined when there is none. */
  readonly mediaType: string | undefined;
  readonly text: string;
  /** The caller's span, if the request carries one. */
  readonly caller: SpanContext | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; absent = empty body. */
  readonly body?: unknown;
}

export type Operation = (api: ManagementApi, request: ManagementRequest) => Promise<Answer> | Answer;

export const accepted: Answer = { status: 202 };
export const notFound: Answer = { status: 404 };
export const gone: Answer = { status: 410 };
