import type { ControlResult } from '../../engine/contract';
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
export const rewind: Operation = async (api, request) => {
  const { id = '' } = request.params;
  const result = await api.engine.rewind(id, request.query.text('reason') ?? null);
  switch (result.outcome) {
    case 'accepted':
      return accepted;
    case 'notFound':
      // The dollar sign is the real host's own slip; clients see the text as it is.
      return { status: 404, body: `No orchestration with instance ID "$${id}" found.` };
    case 'finished':
    case 'wrongState':
      return { status: 412, body: notFailed(result.status) };
  }
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

function notFailed(status: string): string {
  return `This orchestration has status ${status}, but only orchestrations in the "Failed" state can be rewound.`;
}
