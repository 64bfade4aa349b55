import { z } from 'zod';
import { ObservedEvents, payload } from './observed-events';

const Text = z.looseObject({ value: z.string() }).optional();
const Answer = z.looseObject({ taskscheduledid: z.int(), result: Text }).optional();
const Anything = z.looseObject({}).optional();

/** The parts of a protobuf history event that are compared; its package has no usable types for them. */
const PeerEvent = z.looseObject({
  eventid: z.int(),
  taskscheduled: z.looseObject({ name: z.string(), input: Text }).optional(),
  taskcompleted: Answer,
  taskfailed: Answer,
  suborchestrationinstancecreated: z.looseObject({ name: z.string(), input: Text }).optional(),
  suborchestrationinstancecompleted: Answer,
  suborchestrationinstancefailed: Answer,
  timercreated: Anything,
  timerfired: z.looseObject({ timerid: z.int() }).optional(),
  eventraised: z.looseObject({ name: z.string(), input: Text }).optional(),
  executionsuspended: Anything,
  executionresumed: Anything,
  executionterminated: Anything,
  executioncompleted: Anything,
});
type PeerEvent = z.infer<typeof PeerEvent>;

export function observedByPeer(history: readonly { toObject(): unknown }[]): readonly string[] {
  const seen = new ObservedEvents();
  for (const event of history.map((each) => PeerEvent.parse(each.toObject()))) {
    // The peer goes on noting events that arrive later.
    if (event.executioncompleted) break;
    observe(seen, event);
  }
  return seen.lines;
}

function observe(seen: ObservedEvents, event: PeerEvent): void {
  const { eventid: id, taskscheduled, suborchestrationinstancecreated: child, eventraised } = event;
  if (taskscheduled) seen.scheduled(id, `${taskscheduled.name}(${payload(taskscheduled.input?.value)})`);
  if (child) seen.scheduled(id, `child ${child.name}(${payload(child.input?.value)})`);
  if (event.timercreated) seen.scheduled(id, 'timer');
  observeEnds(seen, event);
  if (eventraised) seen.happened(`event ${eventraised.name} ${payload(eventraised.input?.value)}`);
  if (event.executionsuspended) seen.happened('suspended');
  if (event.executionresumed) seen.happened('resumed');
  if (event.executionterminated) seen.happened('terminated');
}

function observeEnds(seen: ObservedEvents, event: PeerEvent): void {
  const completed = event.taskcompleted ?? event.suborchestrationinstancecompleted;
  const failed = event.taskfailed ?? event.suborchestrationinstancefailed;
  if (completed) seen.ended(completed.taskscheduledid, `gave ${payload(completed.result?.value)}`);
  if (failed) seen.ended(failed.taskscheduledid, 'failed');
  if (event.timerfired) seen.ended(event.timerfired.timerid, 'fired');
}
