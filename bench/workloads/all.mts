import { purchase } from './purchase.mts';
import { steps } from './steps.mts';
import type { Workload } from './workload.mts';

export const workloads: Readonly<Record<string, Workload>> = { purchase, steps };
