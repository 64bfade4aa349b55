import type { HostSpan } from '../telemetry/span';

const INDENT = '  ';

/**
 * Spans as lines, each below its parent and indented; on one level in the order in which they began. A span whose parent
 * nobody has recorded stands at the left. The text of a line is of your choice.
 *
 * @example
 * expect(spanTree(await host.spans(), ({ name }) => name)).toEqual([
 *   'create_orchestration:hello',
 *   '  orchestration:hello',
 *   '    activity:greet',
 *   '      activity:greet',
 * ]);
 */
export function spanTree(spans: readonly HostSpan[], line: (span: HostSpan) => string = kindAndName): string[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(inOrder(spans), ({ parentSpanId }) =>
    parentSpanId !== undefined && known.has(parentSpanId) ? parentSpanId : undefined,
  );
  const linesBelow = (parent: string | undefined, indent: string): string[] =>
    (children.get(parent) ?? []).flatMap((span) => [`${indent}${line(span)}`, ...below(span, indent)]);
  // A rewound orchestration ends twice, under one id: what happened in it stands below the first of the two.
  const shown = new Set<string>();
  const below = ({ spanId }: HostSpan, indent: string): string[] => {
    if (shown.has(spanId)) return [];
    shown.add(spanId);
    return linesBelow(spanId, indent + INDENT);
  };
  return linesBelow(undefined, '');
}

function kindAndName({ kind, name, isError }: HostSpan): string {
  return `${kind} ${name}${isError ? ' failed' : ''}`;
}

/** What began at the same moment stands in the order in which it was scheduled; the rest behind what it was told after. */
function inOrder(spans: readonly HostSpan[]): HostSpan[] {
  const latest = new Map<string | undefined, number>();
  const placed = spans.map((span) => {
    const before = latest.get(span.parentSpanId) ?? 0;
    const position = taskOf(span) ?? before;
    latest.set(span.parentSpanId, Math.max(before, position));
    return { span, position };
  });
  const sorted = placed.sort((one, other) => {
    return one.span.startTime - other.span.startTime || one.position - other.position;
  });
  return sorted.map(({ span }) => span);
}

function taskOf({ attributes }: HostSpan): number | undefined {
  const taskId = attributes['durabletask.task.task_id'];
  return taskId === undefined ? undefined : Number(taskId);
}
