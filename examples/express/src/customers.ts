import type { Consumer } from 'postern';
import { present } from 'postern/adapter';
import { type Name, type Names, places } from './customer-names.ts';

const count = 360;
const latinOfHundred = 60;
const mailDomains = ['example.com', 'example.net', 'example.org'];
/** Each with a hundred numbers that are kept free for fiction: 555-0100 to 555-0199. */
const areaCodes = ['202', '305', '416', '503'];

/** What some of them read, of each twelve; counted and not drawn by lot, so that the rest of the list stays as it was. */
const locales: readonly (string | undefined)[] = [
  undefined,
  'en-US',
  'de',
  undefined,
  'fr-CA',
  'en',
  'es-MX',
];

/** A few hundred made-up customers: the same at every start and on every machine, so that a walk through the example can be written down. */
export function makeCustomers(): readonly Consumer[] {
  const random = seeded(20_261_123);
  const pick = <T>(from: readonly T[]): T => at(from, Math.floor(random() * from.length));
  const latin = at(places, 0);
  const others = places.slice(1);
  return Array.from({ length: count }, (_, index) => {
    const inLatin = index % 100 < latinOfHundred;
    const place = inLatin ? latin : pick(others);
    // In the order of the list, so that every given name of it is there early.
    const given = inLatin ? at(place.given, index % place.given.length) : pick(place.given);
    const family = pick(place.family);
    const number = String(index + 1).padStart(3, '0');
    // Some lack what a channel needs, as in any real list.
    const lacks = { email: index % 12 === 6, phone: index % 5 === 4 };
    return present({
      id: `cus_${number}`,
      name: fullName(place, given, family),
      email: lacks.email ? undefined : `${given.plain}.${family.plain}.${number}@${pick(mailDomains)}`,
      phone: lacks.phone ? undefined : phoneNumber(index),
      // Of the others the shop does not know what they read: they get its own language.
      locale: locales[index % 12],
    });
  });
}

function fullName({ order }: Names, given: Name, family: Name): string {
  return order === 'given-first' ? `${given.written} ${family.written}` : `${family.written}${given.written}`;
}

/** No two customers have the same. */
function phoneNumber(index: number): string {
  return `+1 ${at(areaCodes, Math.floor(index / 100))} 555 01${String(index % 100).padStart(2, '0')}`;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`The list has no item ${index}.`);
  return item;
}

/** mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
