/** Where a list goes on: behind an instance, or before a moment. Opaque to clients. */
import { z } from 'zod';
import { Instant } from '../shared/instant';

const Place = z.object({ at: Instant, id: z.string().optional() });
export type Place = z.infer<typeof Place>;

export const PageCursor = z
  .string()
  .max(1_000)
  .transform((text, { issues }): Place => {
    const place = Place.safeParse(parsed(Buffer.from(text, 'base64url').toString('utf8')));
    if (place.success) return place.data;
    issues.push({ code: 'custom', input: text, message: 'expected the cursor of an earlier page' });
    return { at: '' };
  });

export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
