import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../embedded-host/test/crash/chance';
import type { MortalHost } from '../../embedded-host/test/crash/mortal-host';

interface Lives {
  readonly kills: number;
  /** How long the host serves before it dies. */
  readonly shortestMs?: number;
  readonly longestMs?: number;
}

/** Kills the host so often while it serves, and leaves it serving. */
export async function killAtRandom(host: MortalHost, chance: Chance, lives: Lives): Promise<void> {
  const { kills, shortestMs = 20, longestMs = 900 } = lives;
  for (let kill = 0; kill < kills; kill++) {
    await host.serving();
    await pause(chance.between(shortestMs, longestMs));
    await host.die();
    host.revive();
  }
}
