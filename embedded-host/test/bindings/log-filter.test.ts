import { describe, expect, it } from '@jest/globals';
import { LogFilter } from '../../src/bindings/log-filter';
import type { LogLevel } from '../../src/log';

describe('logging.logLevel of host.json', () => {
  it.each<[Record<string, LogLevel>, LogLevel]>([
    [{}, 'information'],
    [{ default: 'error' }, 'error'],
    [{ default: 'error', Function: 'debug' }, 'debug'],
    [{ Function: 'error', 'Function.Pay': 'trace' }, 'trace'],
    [{ 'Function.Pay': 'error', 'Function.Pay.User': 'warning' }, 'warning'],
    [{ 'function.pay.user': 'none' }, 'none'],
    [{ 'Function.*.User': 'critical' }, 'critical'],
    [{ 'Function.Other': 'error', 'Host.General': 'error' }, 'information'],
  ])('%j lets a function log from %s on', (levels, threshold) => {
    expect(new LogFilter(levels).threshold('Function.Pay.User')).toBe(threshold);
  });
});
