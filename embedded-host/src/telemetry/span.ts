/** A span that has ended, in the words of OpenTelemetry and without its packages. */
export interface HostSpan {
  readonly name: string;
  readonly kind: SpanKind;
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** Of this trace, whether somebody records that span or not; absent at the beginning of a trace. */
  readonly parentSpanId?: string;
  /** Milliseconds since the epoch, of the host's clock. */
  readonly startTime: number;
  readonly endTime: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly isError: boolean;
}

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';
