import { describe, expect, it } from '@jest/globals';
import { LogFilter } from '../../src/bindings/log-filter';

describe('logging.logLevel of host.json', () => {
  it.each([
    [{}, 'information'],
    [{ default: 'Error' }, 'error'],
    [{ default: 'Error', Function: 'Debug' }, 'debug'],
    [{ Function: 'Error', 'Function.Pay': 'trace' }, 'trace'],
    [{ 'Function.Pay': 'Error', 'Function.Pay.User': 'Warning' }, 'warning'],
    [{ 'function.pay.user': 'None' }, 'none'],
    [{ 'Function.*.User': 'Critical' }, 'critical'],
    [{ 'Function.Other': 'Error', 'Host.General': 'Error' }, 'information'],
    [{ Function: 'loud' }, 'information'],
  ])('%j lets a function log from %s on', (levels, threshold) => {
    expect(new LogFilter(levels).threshold('Function.Pay.User')).toBe(threshold);
  });
});
