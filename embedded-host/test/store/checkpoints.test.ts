import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Checkpoints } from '../../src/store/sqlite/checkpoints';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const small = [{ journal: { key: 1, turn: 0, record: 'x' } }];
const large = [{ journal: { key: 1, turn: 0, record: 'x'.repeat(20_000_000) } }];

describe('checkpoints', () => {
  it('happen once the store is idle, not while it is busy', () => {
    const checkpoint = jest.fn();
    const checkpoints = new Checkpoints(checkpoint);
    for (let second = 0; second < 10; second++) {
      checkpoints.wrote(small);
      jest.advanceTimersByTime(900);
    }
    expect(checkpoint).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1000);
    expect(checkpoint).toHaveBeenCalledTimes(1);
  });

  it('happen soon when much was written, but never within the commit itself', () => {
    const checkpoint = jest.fn();
    const checkpoints = new Checkpoints(checkpoint);
    checkpoints.wrote(large);
    expect(checkpoint).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(checkpoint).toHaveBeenCalledTimes(1);
  });

  it('do not happen when nothing was written, nor after the end', () => {
    const checkpoint = jest.fn();
    const checkpoints = new Checkpoints(checkpoint);
    jest.advanceTimersByTime(10_000);
    checkpoints.wrote(large);
    checkpoints.stop();
    jest.advanceTimersByTime(10_000);
    expect(checkpoint).not.toHaveBeenCalled();
  });

  it('are tried again after a failure', () => {
    const checkpoint = jest.fn<() => void>().mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    const checkpoints = new Checkpoints(checkpoint);
    for (let attempt = 0; attempt < 2; attempt++) {
      checkpoints.wrote(large);
      jest.advanceTimersByTime(1);
    }
    expect(checkpoint).toHaveBeenCalledTimes(2);
  });
});
