/** What waits for an actor, in order of arrival. */
export interface Delivery<Body> {
  readonly message: Body;
  /** Id in the durable inbox; absent while the message is only in memory. */
  readonly storedId?: number;
  /** Told once the message is durable: taken by a committed turn, or stored in the inbox. */
  readonly onDurable?: () => void;
  /** Told when it never will be. */
  readonly onLost?: (reason: Error) => void;
}

/** A promise that settles with the durability of one delivery. */
export function tracked<Body>(message: Body): { delivery: Delivery<Body>; durable: Promise<undefined> } {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const onDurable = (): void => {
    resolve(undefined);
  };
  return { delivery: { message, onDurable, onLost: reject }, durable: promise };
}

export function storedIds(deliveries: readonly Delivery<unknown>[]): number[] {
  return deliveries.flatMap(({ storedId }) => (storedId === undefined ? [] : [storedId]));
}

/** Awaits a commit and tells every delivery how it went; true when it is durable. */
export async function settle(deliveries: readonly Delivery<unknown>[], commit: Promise<void>): Promise<boolean> {
  try {
    await commit;
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    for (const { onLost } of deliveries) onLost?.(reason);
    return false;
  }
  for (const { onDurable } of deliveries) onDurable?.();
  return true;
}
