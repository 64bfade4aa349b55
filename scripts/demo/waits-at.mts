import type { View } from './app-client.mts';

export const waitsAt = (name: string) => (view: View) =>
  view.steps.some(({ step, state }) => step === name && state === 'waiting');
