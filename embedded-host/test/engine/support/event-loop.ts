/** Lets the event loop go round, so that whatever is ready runs; nothing here depends on how long that takes. */
export async function rounds(count: number): Promise<void> {
  // eslint-disable-next-line no-restricted-globals -- a round of the loop, not a wait
  for (let round = 0; round < count; round++) await new Promise(setImmediate);
}
