/**
 * What happens, line by line; on a terminal with a board below that shows where each order stands. Elsewhere (a file, a
 * pipe) the lines alone remain.
 */
import { styleText } from 'node:util';
import type { Happening, Tone } from './happenings.mts';
import { seconds } from './span.mts';

const colours = {
  good: 'green',
  bad: 'red',
  undo: 'magenta',
  wait: 'yellow',
  outside: 'cyan',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

const ORDER_WIDTH = 17;
const STEP_WIDTH = 36;

const CLEAR_BELOW = '\u001b[0J';
const up = (lines: number) => `\u001b[${lines}A\r`;

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns' | 'rows'>;

export class Live implements Disposable {
  readonly #output: Output;
  readonly #board = new Map<string, string>();
  #drawn = 0;
  #closed = false;

  constructor(output: Output) {
    this.#output = output;
  }

  tell(order: string, { atMs, step, text, tone }: Happening): void {
    const columns = [seconds(atMs).padStart(7), order.padEnd(ORDER_WIDTH), step.padEnd(STEP_WIDTH)];
    this.#redraw(`${columns.join('  ')}  ${styleText(colours[tone], text)}\n`);
  }

  /** Where the order stands now; only a terminal shows it. */
  place(order: string, text: string): void {
    this.#board.set(order, text);
    this.#redraw('');
  }

  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#board.clear();
    this.#redraw('');
    this.#closed = true;
  }

  #redraw(news: string): void {
    const board = this.#lines();
    const erase = this.#drawn === 0 ? '' : `${up(this.#drawn)}${CLEAR_BELOW}`;
    const output = `${erase}${news}${board.map((line) => `${line}\n`).join('')}`;
    this.#drawn = board.length;
    if (output !== '') this.#output.write(output);
  }

  #lines(): string[] {
    const { isTTY, rows, columns } = this.#output;
    // A board that scrolls out of sight cannot be erased again.
    if (!isTTY || this.#board.size === 0 || this.#board.size + 4 > rows) return [];
    const lines = Array.from(this.#board, ([order, text]) => `  ${order.padEnd(ORDER_WIDTH)}  ${text}`);
    return ['', ...lines].map((line) => styleText('dim', line.slice(0, columns - 1)));
  }
}
