import type { ProcessContext } from '../../orchestration/process-context';
import type { BookableContracts } from '../../shared/bookable';
import { cars } from '../../services/cars/contract';
import { flights } from '../../services/flights/contract';
import { hotels } from '../../services/hotels/contract';
import type { PartKind, PartName, TripInput, TripPart } from './contract';

export interface NamedPart extends TripPart {
  readonly name: PartName;
}

/** A trip with the ids under which services know it. */
export interface Trip extends Omit<TripInput, 'parts'> {
  readonly parts: readonly NamedPart[];
  /** Names the payment and, with a part, its holds: chosen here, so that an undo never depends on an answer. */
  readonly reference: string;
}

export function tripOf({ instanceId }: ProcessContext, input: TripInput): Trip {
  const parts = input.parts.map((part, index) => ({ ...part, name: `${part.kind}-${index + 1}` }));
  return { ...input, parts, reference: instanceId };
}

interface Seller {
  readonly service: 'flights' | 'hotels' | 'cars';
  readonly contracts: BookableContracts;
}

export const sellers: Readonly<Record<PartKind, Seller>> = {
  flight: { service: 'flights', contracts: flights },
  hotel: { service: 'hotels', contracts: hotels },
  car: { service: 'cars', contracts: cars },
};
