import { expect, it } from '@jest/globals';
import { LineLog } from '../../src/log';

function lineOf(message: string): string {
  const lines: string[] = [];
  new LineLog({ print: (line) => void lines.push(line) }).info(message, { functionName: 'shop' });
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

it.each(['order\n2026-01-01T00:00:00Z ERR forged', 'order\r2026-01-01T00:00:00Z ERR forged'])(
  'keeps a message in its line, whatever it says: %j',
  (message) => {
    expect(lineOf(message)).toMatch(/^\S+ \S+ +shop order \|? ?2026-01-01T00:00:00Z ERR forged$/);
  },
);

it('has nothing that a terminal would obey', () => {
  expect(lineOf('order \u001B[2J\u001B]0;title\u0007 done')).not.toMatch(/\p{Cc}/u);
});
