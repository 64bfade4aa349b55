import { defineRoute } from './route';

/** Answers when the app has started: settings, services and registrations are in order. */
export const health = defineRoute({
  name: 'health',
  methods: ['GET'],
  route: 'health',
  authLevel: 'anonymous',
  answer: () => Promise.resolve({ jsonBody: { status: 'healthy' } }),
});
