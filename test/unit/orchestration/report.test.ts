import { describe, expect, it } from '@jest/globals';
import { Report } from '../../../src/orchestration/report';
import type { Durable } from '../../../src/orchestration/step';
import { StrictEngine } from '../../support/strict-engine';

function reportOn({ isReplaying }: { isReplaying: boolean }) {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  new StrictEngine(function* (engine) {
    yield* [];
    // The engine, and one member in place of its own.
    const df = Object.create(engine, { isReplaying: { value: isReplaying } }) as Durable;
    const report = new Report({ df, info: write, warn: write, error: write }, { process: 'tale', version: 2 });
    report.log('process.started', {});
    report.breached('sla/warning', 'case');
  });
  return lines;
}

describe('the report of a story', () => {
  it('names the process, its version and the instance in every message', () => {
    const [started] = reportOn({ isReplaying: false });
    expect(started).toContain(
      '"business_process.name":"tale","business_process.version":2,"business_process.instance_id":"test-1"',
    );
  });

  it('tells the few names of steps from what tells steps of one name apart', () => {
    const [, breached] = reportOn({ isReplaying: false });
    expect(breached).toContain('"business_process.step":"sla"');
    expect(breached).toContain('"business_process.step.key":"warning"');
  });

  it('is silent while a history is replayed', () => {
    expect(reportOn({ isReplaying: true })).toEqual([]);
  });
});
