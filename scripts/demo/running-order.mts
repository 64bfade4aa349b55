import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppClient, View } from './app-client.mts';
import { ageOf, allSteps, happenings } from './happenings.mts';
import type { Live } from './live.mts';
import type { Scenario } from './scenario.mts';
import { seconds } from './span.mts';

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 90_000;

const endings: ReadonlySet<string> = new Set(['completed', 'failed', 'terminated']);

/** An order on its way: looked at until it ends, and shown at each look. */
export class RunningOrder {
  /** What the interventions did not achieve. */
  readonly problems: string[] = [];
  readonly #scenario: Scenario;
  readonly #client: AppClient;
  readonly #live: Live;
  readonly #key = randomUUID();
  #hasIntervened = false;

  constructor(scenario: Scenario, client: AppClient, live: Live) {
    this.#scenario = scenario;
    this.#client = client;
    this.#live = live;
  }

  async toItsEnd(): Promise<View> {
    const id = await this.#start();
    let seen: View | undefined;
    const patienceEnds = performance.now() + PATIENCE_MS;
    while (performance.now() < patienceEnds) {
      const view = await this.#client.view(id);
      this.#show(seen, view);
      seen = view;
      await this.#intervene(id, view);
      if (endings.has(view.state)) return view;
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`still ${seen?.state ?? 'unknown'} after ${seconds(PATIENCE_MS)}`);
  }

  #start(): Promise<string> {
    const { order, options } = this.#scenario;
    return options === undefined ? this.#client.start(order, this.#key) : this.#client.startWithOptions(order, options);
  }

  async #intervene(id: string, view: View): Promise<void> {
    const { meanwhile } = this.#scenario;
    if (meanwhile === undefined || this.#hasIntervened || !meanwhile.when(view)) return;
    this.#hasIntervened = true;
    const atMs = ageOf(view);
    const answer = await meanwhile.act(this.#client, { id, key: this.#key });
    const text = `${meanwhile.tells}: ${answer}`;
    this.#live.tell(this.#scenario.name, { atMs, step: '', text, tone: 'outside' });
    if (answer === meanwhile.answer) return;
    this.problems.push(`${meanwhile.tells}: expected ${meanwhile.answer}, found ${answer}`);
  }

  #show(seen: View | undefined, view: View): void {
    const { name } = this.#scenario;
    for (const happening of happenings(seen, view)) this.#live.tell(name, happening);
    this.#live.place(name, endings.has(view.state) ? endingOf(view) : whereItStands(view));
  }
}

function whereItStands(view: View): string {
  const open = allSteps(view).findLast(({ state }) => state === 'running' || state === 'waiting');
  if (open === undefined) return `${view.state}  ${seconds(ageOf(view))}`;
  const attempt = open.attempts > 0 ? `  attempt ${open.attempts}` : '';
  return `${view.state}: ${open.step}${attempt}  ${seconds(ageOf(view))}`;
}

export function endingOf({ state, result }: View): string {
  if (result === null) return state;
  const details = ['by', 'reason', 'sku'].flatMap((member) => {
    const value = result[member];
    return typeof value === 'string' ? [value] : [];
  });
  return [result.outcome, ...details].join(', ');
}
