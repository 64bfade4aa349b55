import { z } from 'zod';
import { defineRoute } from './route';

/** Answers when the app has started: settings, services and registrations are in order. */
export const health = defineRoute({
  name: 'health',
  methods: ['GET'],
  route: 'health',
  authLevel: 'anonymous',
  description: {
    summary: 'Whether the app has started',
    tag: 'operation',
    answers: { 200: { description: 'It has.', schema: z.object({ status: z.literal('healthy') }) } },
  },
  answer: () => Promise.resolve({ jsonBody: { status: 'healthy' } }),
});
