/**
 * Runs activities, a bounded number at a time, and hands each answer to its instance.
 * At least once: what was not answered when the host stopped is dispatched again by the recovery.
 */
import type { ActivityReply, ActivityRequest, FunctionRunner } from './runner';
import type { WorkTracker } from './work-tracker';

export interface ActivityJob {
  readonly request: ActivityRequest;
  readonly answer: (reply: ActivityReply) => void;
}

export class ActivityPool {
  readonly #runner: Pick<FunctionRunner, 'runActivity'>;
  readonly #work: WorkTracker;
  readonly #limit: number;
  readonly #queue: ActivityJob[] = [];
  #running = 0;
  #isStopped = false;

  constructor(runner: Pick<FunctionRunner, 'runActivity'>, work: WorkTracker, limit: number) {
    this.#runner = runner;
    this.#work = work;
    this.#limit = limit;
  }

  /** Activities that wait for a free place. */
  get backlog(): number {
    return this.#queue.length;
  }

  add(job: ActivityJob): void {
    if (this.#isStopped) return;
    this.#work.begin();
    if (this.#running < this.#limit) void this.#run(job);
    else this.#queue.push(job);
  }

  /** Drops what has not begun; it is dispatched again when the host starts the next time. */
  stop(): void {
    this.#isStopped = true;
    const dropped = this.#queue.splice(0).length;
    for (let count = 0; count < dropped; count++) this.#work.end();
  }

  async #run(job: ActivityJob): Promise<void> {
    this.#running += 1;
    job.answer(await this.#runner.runActivity(job.request));
    this.#running -= 1;
    const next = this.#queue.shift();
    if (next) void this.#run(next);
    this.#work.end();
  }
}
