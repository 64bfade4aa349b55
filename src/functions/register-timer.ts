import * as df from 'durable-functions';
import type { HostLog } from '../telemetry/log';

interface ScheduledTask {
  readonly name: string;
  readonly schedule: string;
  /** `now` is the time of the host. */
  readonly run: (client: df.DurableClient, now: number, hostLog: HostLog) => Promise<void>;
}

export function registerTimer({ name, schedule, run }: ScheduledTask): void {
  df.app.client.timer(name, {
    schedule,
    handler: async ({ scheduleStatus }, client, context) => {
      // The clock of a host that skips time is ahead of the machine's; the run before this one tells how far.
      const last = Date.parse(scheduleStatus.last);
      await run(client, Math.max(Date.now(), Number.isNaN(last) ? 0 : last), context);
    },
  });
}
