import type { ControlResult, DurableEngine } from '../../engine/contract';
import { wrongState } from './errors';
import type { Answer, Operation } from './operation';
import { accepted, gone, notFound } from './operation';

/** POST instances/{id}/terminate?reason= */
export const terminate: Operation = async (api, request) => {
  const { id = '' } = request.params;
  return controlAnswer(await api.engine.terminate(id, request.query.text('reason') ?? null), id);
};

/** POST instances/{id}/suspend?reason= */
export const suspend: Operation = async (api, request) => {
  const { id = '' } = request.params;
  return controlAnswer(await api.engine.suspend(id, request.query.text('reason') ?? null), id, 'suspend');
};

/** POST instances/{id}/resume?reason= */
export const resume: Operation = async (api, request) => {
  const { id = '' } = request.params;
  return controlAnswer(await api.engine.resume(id, request.query.text('reason') ?? null), id, 'resume');
};

/** POST instances/{id}/rewind?reason= */
export const rewind: Operation = ({ engine }, request) => {
  const { id = '' } = request.params;
  return rewindRefusal(engine, id) ?? { status: 501, body: 'Rewind is not supported by this host.' };
};

export function controlAnswer(result: ControlResult, id: string, action: 'suspend' | 'resume' = 'suspend'): Answer {
  switch (result.outcome) {
    case 'accepted':
      return accepted;
    case 'notFound':
      return notFound;
    case 'finished':
      return gone;
    case 'wrongState':
      return wrongState(action, id, result.status);
  }
}

function rewindRefusal(engine: DurableEngine, id: string): Answer | undefined {
  const row = engine.instance(id);
  // The dollar sign is the real host's own slip; clients see the text as it is.
  if (!row) return { status: 404, body: `No orchestration with instance ID "$${id}" found.` };
  if (row.status === 'Failed') return undefined;
  const body = `This orchestration has status ${row.status}, but only orchestrations in the "Failed" state can be rewound.`;
  return { status: 412, body };
}
