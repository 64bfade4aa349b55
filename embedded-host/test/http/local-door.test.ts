import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { keyedAccess } from '../../src/http/access/access';
import { KeyRing } from '../../src/http/access/key-ring';
import { LocalDoor } from '../../src/http/access/local-door';

describe('the door of the own client', () => {
  const come = (door: LocalDoor, target: string) => {
    const request = new IncomingMessage(new Socket());
    return { target: door.enter(request, target), inside: door.hasEntered(request) };
  };

  it('lets in who knows its path, and takes it off', () => {
    const door = new LocalDoor();
    expect(come(door, `${door.path}/x?y=1`)).toEqual({ target: '/x?y=1', inside: true });
  });

  it.each(['/x', '', '/', new LocalDoor().path + '/x'])('lets nobody else in: %s', (target) => {
    expect(come(new LocalDoor(), target)).toEqual({ target, inside: false });
  });

  it('is another one at each start', () => {
    expect(new LocalDoor().path).not.toBe(new LocalDoor().path);
  });
});

describe('who came by the door', () => {
  const keys = new KeyRing({
    masterKey: 'm',
    functionKeys: {},
    systemKeys: { durabletask_extension: 's' },
    functions: {},
  });
  const door = new LocalDoor();
  const access = keyedAccess(keys, door);
  const request = new IncomingMessage(new Socket());
  access.enter(request, `${door.path}/x`);

  it.each([
    [{ type: 'management' }, true],
    [{ type: 'admin' }, false],
    [{ type: 'function', name: 'one' }, false],
    [{ type: 'open' }, true],
  ] as const)('passes %j: %p', (lock, passes) => {
    expect(access.mayPass(lock, request)).toBe(passes);
  });
});
