/** The workbooks, in the order in which somebody who is called would open them. */
import type { Panel, Visual, Workbook } from './workbook.mts';

const panel = (query: string, title: string, visual: Visual, width: Panel['width'] = 50): Panel => ({
  ...{ query, title, visual, width },
});

const table: Visual = { as: 'table' };

const processOverview: Workbook = {
  name: 'process-overview',
  title: 'Process overview',
  about:
    'How much begins, how it ends, and where the time goes. For the owner of a process, and the first page to open.',
  parameters: ['TimeRange', 'Grain', 'Process'],
  panels: [
    panel('totals', 'Instances, by how they ended', { as: 'tiles', name: 'measure', value: 'instances' }, 100),
    panel('started-and-ended', 'Started and ended', { as: 'lines', values: ['started', 'ended'] }),
    panel('outcomes', 'Outcomes', { as: 'bars', name: 'name', value: 'instances', by: 'outcome' }),
    panel('durations', 'Duration in seconds, children included', table),
    panel('steps', 'Steps, slowest first (seconds)', table),
    panel('instances', 'Latest instances', table, 100),
  ],
};

const instanceStory: Workbook = {
  name: 'instance-story',
  title: "One instance's story",
  about:
    'Everything that telemetry has about one instance: enter its id, or the business key that the customer names. For whoever is asked about one order.',
  parameters: ['TimeRange', 'Instance'],
  panels: [
    panel('instance', 'The instance', table, 100),
    panel('waterfall', 'What happened when', { as: 'waterfall' }, 100),
    panel('attempts', 'Steps and their attempts', table),
    panel('events', 'What its log tells', table),
    panel('exceptions', 'What was thrown', table, 100),
  ],
};

const approvalsAndSla: Workbook = {
  name: 'approvals-and-sla',
  title: 'Approvals and SLA',
  about: 'Who waits for people, for how long, and which promises are kept. For whoever answers for the approvers.',
  parameters: ['TimeRange', 'Grain', 'Process'],
  panels: [
    panel('waiting', 'Approvals that wait', { as: 'lines', values: ['waiting'], by: 'name' }),
    panel('oldest', 'Oldest of them, in hours', { as: 'lines', values: ['hours'], by: 'name' }),
    panel('decisions', 'How approvals ended', { as: 'bars', name: 'name', value: 'approvals', by: 'decision' }),
    panel('wait-time', 'How long decisions took', table),
    panel('sla-attainment', 'Share within the SLA, and burn rate of a budget of 1 %', table),
    panel('sla-breaches', 'Times that passed, by what they limit', { as: 'lines', values: ['breaches'], by: 'limit' }),
    panel('overdue', 'Overdue approvals', table, 100),
  ],
};

const errorsAndCompensations: Workbook = {
  name: 'errors-and-compensations',
  title: 'Errors and compensations',
  about: 'What fails, why, what was undone for it, and what waits for an operator. For whoever is on call.',
  parameters: ['TimeRange', 'Grain', 'Process'],
  panels: [
    panel('failures-by-reason', 'Failed attempts, by reason', { as: 'lines', values: ['failures'], by: 'reason' }),
    panel('compensations', 'Undos', { as: 'bars', name: 'name', value: 'undos', by: 'outcome' }),
    panel('failing-steps', 'Steps that fail', table),
    panel('interventions', 'Items that wait for an operator', { as: 'lines', values: ['waiting', 'oldestMinutes'] }),
    panel('failed-instances', 'Instances that failed', table, 100),
    panel('opened-interventions', 'Handed to operators', table, 100),
    panel('exceptions', 'Exceptions', table, 100),
  ],
};

const servicesAndCircuits: Workbook = {
  name: 'services-and-circuits',
  title: 'Services and circuits',
  about: 'How each service answers, and which of them is left alone for a while. For whoever is on call.',
  parameters: ['TimeRange', 'Grain'],
  panels: [
    panel('services', 'Services, worst first', table),
    panel('circuits', 'Circuits: 0 closed, 1 half-open, 2 open', { as: 'lines', values: ['state'], by: 'service' }),
    panel('service-failures', 'Failed attempts', { as: 'lines', values: ['failures'], by: 'service' }),
    panel('service-latency', '95th percentile, in ms', { as: 'lines', values: ['p95Ms'], by: 'service' }),
    panel('circuit-changes', 'Circuits that opened and closed', table),
    panel('outgoing-calls', 'Calls to other hosts', table),
  ],
};

const capacity: Workbook = {
  name: 'capacity',
  title: 'Capacity',
  about: 'Whether there is enough of everything, telemetry included. For whoever plans and pays.',
  parameters: ['TimeRange', 'Grain', 'Process'],
  panels: [
    panel('throughput', 'Done in each interval', { as: 'lines', values: ['done'], by: 'work' }),
    panel('backlog', 'Oldest instance without a turn, in seconds', { as: 'lines', values: ['seconds'] }),
    panel('activity-delay', 'Activities: from scheduled to begun, in ms', { as: 'lines', values: ['p50Ms', 'p95Ms'] }),
    panel('stuck', 'Instances that do not move', { as: 'lines', values: ['stuck'], by: 'name' }),
    panel('workers', 'Workers', table),
    panel('telemetry-volume', 'Telemetry', table),
  ],
};

export const workbooks: readonly Workbook[] = [
  ...[processOverview, instanceStory, approvalsAndSla],
  ...[errorsAndCompensations, servicesAndCircuits, capacity],
];
