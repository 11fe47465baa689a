import fc from 'fast-check';
import { type Hostile, hostile, hostileValue, largeOnes } from './hostile.ts';
import type { Sample } from './samples.ts';

/** How the arguments of one call are made. */
export type Plan =
  | { readonly only: readonly Hostile[] }
  | { readonly place: number; readonly put: Hostile | 'nothing' | 'one more' };

/** Arguments that are hostile altogether, or right but for one place. */
export function plans(sample: Sample | undefined): fc.Arbitrary<Plan> {
  const only = fc.array(hostile, { maxLength: 3 }).map((all) => ({ only: all }));
  if (!sample) return only;
  const put = fc.oneof(
    { weight: 8, arbitrary: hostile },
    { weight: 1, arbitrary: fc.constantFrom('nothing' as const, 'one more' as const) },
  );
  const spoilt = fc.record({ place: fc.nat(placesOf(sample()).length - 1), put });
  return fc.oneof({ weight: 1, arbitrary: only }, { weight: 3, arbitrary: spoilt });
}

/** Right arguments but for one place that holds what is too large: each place, each of those. */
export function largePlans(sample: Sample): readonly Plan[] {
  return placesOf(sample()).flatMap((_, place) => largeOnes.map((put) => ({ place, put })));
}

/** One line that says which call it is, to be found again. */
export function told(name: string, plan: Plan): string {
  return `${name} with ${fc.stringify(plan).slice(0, 500)}`;
}

/** Whether a call would be made with a list that is read for minutes: each hole of it is an input, refused by itself. */
export function readsForMinutes(name: string, [first]: readonly unknown[]): boolean {
  try {
    return name.endsWith('.sendMany') && Array.isArray(first) && first.length > 1_000_000;
  } catch {
    // A proxy that was revoked: no list.
    return false;
  }
}

export function argumentsOf(plan: Plan, sample: Sample | undefined): unknown[] {
  if ('only' in plan) return plan.only.map(hostileValue);
  const args = [...(sample?.() ?? [])];
  const { holder, key } = placesOf(args)[plan.place] ?? { holder: args, key: 0 };
  if (plan.put === 'nothing') Reflect.deleteProperty(holder, key);
  else if (plan.put === 'one more') Reflect.set(holder, `${String(key)}x`, 1);
  else Reflect.set(holder, key, hostileValue(plan.put));
  return args;
}

interface Place {
  readonly holder: object;
  readonly key: string | number;
}

/** Every argument, and every field and item within them. */
function placesOf(holder: object): readonly Place[] {
  return Object.entries(holder).flatMap(([key, value]): readonly Place[] => [
    { holder, key },
    ...(isPlain(value) ? placesOf(value) : []),
  ]);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
