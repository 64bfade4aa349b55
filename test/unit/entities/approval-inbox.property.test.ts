import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { approvalIdOf } from '../../../src/entities/approval-inbox/contract';
import { Inbox } from './inbox';

const approvalId = approvalIdOf({ process: 'loan', instanceId: 'loan-1', step: 'review' });
const EXCLUDED = 'agent';

/** Few people, so that the same one acts again and delegates to those who may not decide. */
const person = fc.constantFrom('ann', 'bob', 'cy', EXCLUDED, 'Agent');
const roles = fc.constantFrom<readonly string[]>(['clerk'], ['supervisor'], []);

const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constantFrom('claim' as const, 'unclaim' as const), by: person, roles }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delegate' as const), by: person, roles, to: person }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ type: fc.constant('vote' as const), by: person, roles },
      decision: fc.constantFrom('approve' as const, 'approve' as const, 'reject' as const),
    }),
  },
  fc.record({ type: fc.constantFrom('escalate' as const, 'markOverdue' as const) }),
  fc.record({
    type: fc.constant('finish' as const),
    as: fc.constantFrom('expire' as const, 'cancel' as const, 'reject' as const),
  }),
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

const timeAt = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

function anInbox(required: number): Inbox {
  const inbox = new Inbox();
  inbox.call('open', {
    ...{ approvalId, subject: 'A loan', facts: {}, requestedAt: timeAt(0), dueAt: timeAt(600) },
    ...{ candidateRoles: ['clerk'], excluded: [EXCLUDED], required },
  });
  return inbox;
}

function run(inbox: Inbox, step: Operation, index: number): { readonly outcome: string } {
  const at = timeAt(index + 1);
  const id = `act-${index}`;
  switch (step.type) {
    case 'vote':
      return inbox.call('vote', {
        ...{ approvalId, decisionId: id, decision: step.decision, at, by: step.by, roles: [...step.roles] },
      });
    case 'claim':
    case 'unclaim':
      return inbox.call(step.type, command(step, id, at));
    case 'delegate':
      return inbox.call('delegate', { ...command(step, id, at), to: step.to });
    case 'escalate':
      return inbox.call('escalate', { approvalId, roles: ['supervisor'], at });
    case 'markOverdue':
      return inbox.call('markOverdue', { approvalId, at });
    case 'finish':
      return inbox.call('finish', { approvalId, as: step.as, at });
  }
}

function command(step: { readonly by: string; readonly roles: readonly string[] }, commandId: string, at: string) {
  return { approvalId, commandId, at, by: { id: step.by, name: step.by }, roles: [...step.roles] };
}

const story = fc.record({
  required: fc.integer({ min: 1, max: 3 }),
  steps: fc.array(operation, { minLength: 1, maxLength: 25 }),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** Runs the whole story and looks at the approval after each step. */
function tell({ required, steps }: Story, look: (inbox: Inbox, step: Operation, outcome: string) => void): Inbox {
  const inbox = anInbox(required);
  for (const [index, step] of steps.entries()) look(inbox, step, run(inbox, step, index).outcome);
  return inbox;
}

function the(inbox: Inbox) {
  const [approval] = [...inbox.state.waiting, ...inbox.state.ended];
  if (approval === undefined) throw new Error('The approval is lost.');
  return approval;
}

const runs = { numRuns: 200 };

describe('an approval, whatever people do with it', () => {
  it('ends once, and keeps the ending (A1)', () => {
    fc.assert(
      fc.property(story, (told) => {
        let first: unknown;
        const inbox = tell(told, ({ state }) => {
          expect(state.waiting.length + state.ended.length).toBe(1);
          first ??= state.ended[0];
          if (first !== undefined) expect(state.ended).toEqual([first]);
        });
        const ended = the(inbox).audit.filter(({ to }) => ['decided', 'expired', 'cancelled'].includes(to));
        expect(ended.length).toBe(first === undefined ? 0 : 1);
      }),
      runs,
    );
  });

  it('is never claimed, delegated to or decided by who is excluded (Q1)', () => {
    fc.assert(
      fc.property(story, (told) => {
        tell(told, (inbox) => {
          const { claim, decisions, audit } = the(inbox);
          const involved = [
            claim?.by,
            claim?.onBehalfOf,
            ...decisions.flatMap(({ by, onBehalfOf }) => [by, onBehalfOf]),
          ];
          for (const person of involved) expect(person?.id.toLowerCase()).not.toBe(EXCLUDED);
          for (const { by, target } of audit) expect([by, target].includes(EXCLUDED)).toBe(false);
        });
      }),
      runs,
    );
  });

  it('is approved only when so many different people have approved, each speaking once (A4)', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { decisions, ...approval } = the(tell(told, () => undefined));
        const speakers = decisions.flatMap(({ by, onBehalfOf }) => (onBehalfOf ? [by.id, onBehalfOf.id] : [by.id]));
        expect(new Set(speakers).size).toBe(speakers.length);
        const isApproved = 'ending' in approval && JSON.stringify(approval.ending).includes('"approve"');
        const approvers = decisions.filter(({ decision }) => decision === 'approve');
        if (isApproved) expect(approvers.length).toBe(told.required);
        else expect(approvers.length).toBeLessThan(told.required);
      }),
      runs,
    );
  });

  it('is taken by nobody else while somebody has claimed it (Q2)', () => {
    fc.assert(
      fc.property(story, (told) => {
        let holder: string | undefined;
        tell(told, (inbox, step, outcome) => {
          const acts = step.type === 'vote' || step.type === 'claim' || step.type === 'delegate';
          if (acts && holder !== undefined && step.by !== holder) expect(['refused', 'ended']).toContain(outcome);
          holder = the(inbox).claim?.by.id;
        });
      }),
      runs,
    );
  });

  it('has an audit trail that only grows, each entry going on from the state before (A5)', () => {
    fc.assert(
      fc.property(story, (told) => {
        let before: readonly unknown[] = [];
        const inbox = tell(told, (running, _step, outcome) => {
          const { audit } = the(running);
          expect(audit.slice(0, before.length)).toEqual(before.length === 0 ? [] : before);
          if (outcome === 'refused' || outcome === 'unknown') expect(audit.length).toBe(Math.max(before.length, 1));
          before = audit;
        });
        const { audit } = the(inbox);
        expect(audit.slice(1).map(({ from }) => from)).toEqual(audit.slice(0, -1).map(({ to }) => to));
      }),
      runs,
    );
  });

  it('is the same when every operation comes twice (A2)', () => {
    fc.assert(
      fc.property(story, ({ required, steps }) => {
        const once = anInbox(required);
        const twice = anInbox(required);
        for (const [index, step] of steps.entries()) {
          run(once, step, index);
          run(twice, step, index);
          run(twice, step, index);
        }
        expect(twice.state).toEqual(once.state);
      }),
      runs,
    );
  });
});
