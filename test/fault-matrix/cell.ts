import type { Moment } from './fault';

export const compensations = ['works', 'fails some times', 'fails always'] as const;

export interface Cell {
  readonly instanceId: string;
  readonly step: string;
  readonly moment: Moment;
  readonly compensation: (typeof compensations)[number];
}
