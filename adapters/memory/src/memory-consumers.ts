import {
  type Consumer,
  type ConsumerDirectory,
  type ConsumerQuery,
  channelRules,
  normalizeSearch,
} from 'postern/adapter';

/** The consumers of all sites, or a function that gives those of one; read at each call, so that changes show. */
export type MemoryConsumers = readonly Consumer[] | ((site: string) => readonly Consumer[]);

/** A directory over a list. Finds parts of names, of e-mail addresses, and of numbers however they are written. */
export function memoryConsumers(consumers: MemoryConsumers): ConsumerDirectory {
  const of = (site: string) => (typeof consumers === 'function' ? consumers(site) : consumers);
  return {
    async find(site, id) {
      return structuredClone(of(site).find((consumer) => consumer.id === id));
    },
    async findMany(site, ids) {
      const wanted = new Set(ids);
      return structuredClone(of(site).filter(({ id }) => wanted.has(id)));
    },
    async search(site, { term, reachableBy, limit }) {
      const found = of(site)
        .filter((consumer) => isReachable(consumer, reachableBy))
        .map((consumer) => ({ consumer, rank: rankOf(consumer, term), name: normalizeSearch(consumer.name) }))
        .filter(({ rank }) => rank < noMatch)
        .sort((a, b) => a.rank - b.rank || inOrder(a.name, b.name) || inOrder(a.consumer.id, b.consumer.id));
      return structuredClone(found.slice(0, limit).map(({ consumer }) => consumer));
    },
  };
}

const noMatch = 3;

/** By code points, as databases can do it without knowing a language. */
function inOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function isReachable(consumer: Consumer, by: ConsumerQuery['reachableBy']): boolean {
  return by === undefined || consumer[channelRules[by].consumerField] !== undefined;
}

/** 0: a field begins so. 1: a word in it does. 2: it is somewhere. */
function rankOf({ name, email, phone }: Consumer, term: string): number {
  const wanted = normalizeSearch(term);
  if (wanted === '') return noMatch;
  const ranks = [name, email ?? ''].map((text) => {
    const field = normalizeSearch(text);
    if (field.startsWith(wanted)) return 0;
    if (field.includes(` ${wanted}`)) return 1;
    return field.includes(wanted) ? 2 : noMatch;
  });
  const digits = digitsOf(wanted);
  if (digits !== undefined && (phone ?? '').replace(/[^0-9]/g, '').includes(digits)) ranks.push(2);
  return Math.min(...ranks);
}

/** The digits of something written as a number; `undefined` where it is none. */
function digitsOf(text: string): string | undefined {
  if (!/^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(text)) return undefined;
  return text.replace(/\D/g, '');
}
