import fc from 'fast-check';

/** Stands in every hostile text: what holds it and is shown to somebody repeats what came in. */
export const canary = 'k4n4ry!';

const fail = () => {
  throw new Error(`reading ${canary} throws`);
};

function nested(wrap: (inner: unknown) => unknown, depth: number): unknown {
  let value: unknown = canary;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

function holdsItself(): unknown {
  const value: Record<string, unknown> = { name: canary };
  value.self = value;
  return value;
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const texts: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \u00a0\u2003\t',
  word: canary,
  nul: `${canary}\0${canary}`,
  'line breaks': `${canary}\r\nBcc: ${canary}@b.example`,
  'half a surrogate pair': `${canary}\ud83d`,
  bidi: `\u202e${canary}\u2066`,
  'an address': `${canary}@b.example`,
  'two addresses': `${canary}@b.example,c@d.example`,
  'a number': '+447400123456',
  'a time': '2030-01-01T00:00:00Z',
  'a path': `../../${canary}`,
  __proto__: '__proto__',
  constructor: 'constructor',
  sql: `'; drop table ${canary}; --`,
  html: `<img src=x onerror=${canary}>`,
  'liquid, broken': '{{ name | ',
  'liquid, endless': '{% for i in (1..100000000) %}{{ i }}{% endfor %}',
  'liquid, deep': '{% if a %}'.repeat(5_000),
  'a cursor': Buffer.from(JSON.stringify(['history', 8.64e15, canary])).toString('base64url'),
  json: `{"a":"${canary}"`,
};

/** Made anew for each call: some keep a state, some cannot be copied. By name, so that a failure is read at a glance. */
const made: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  zero: () => 0,
  'minus one': () => -1,
  half: () => 0.5,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  'beyond safe': () => 2 ** 60,
  bigint: () => 1n,
  symbol: () => Symbol(canary),
  'a function': () => () => canary,
  'a function that throws': () => fail,
  'a class': () => class {},
  'an empty object': () => ({}),
  'an empty list': () => [],
  'a list of texts': () => [canary, canary],
  'a list with holes': () => new Array(3),
  'an object without prototype': () => Object.assign(Object.create(null), { [canary]: canary }),
  'a field too many': () => ({ [canary]: canary }),
  'a prototype of its own': () => JSON.parse(`{"__proto__":{"id":"${canary}"},"constructor":1}`),
  date: () => new Date('2030-01-02T00:00:00Z'),
  'no date': () => new Date(Number.NaN),
  'the last date': () => new Date(8.64e15),
  'the first date': () => new Date(-8.64e15),
  'a boxed string': () => new String(canary),
  'a map': () => new Map([[canary, canary]]),
  'a set': () => new Set([canary]),
  'a pattern': () => /(a+)+$/,
  bytes: () => Buffer.from(canary),
  'an error': () => new Error(canary),
  'a getter that throws': () => Object.defineProperty({}, 'id', { enumerable: true, get: fail }),
  'an object that is no text': () => ({ toString: fail, toJSON: fail, [Symbol.toPrimitive]: fail }),
  'a proxy that throws': () => new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail }),
  'a revoked proxy': revoked,
  'a list that throws': () => Object.defineProperty([1], 0, { get: fail }),
  'a promise that never ends': () => new Promise(() => {}),
  // biome-ignore lint/suspicious/noThenProperty: that is what is tried.
  'a thenable that never ends': () => ({ then() {} }),
  // biome-ignore lint/suspicious/noThenProperty: that is what is tried.
  'a thenable that throws': () => ({ then: fail }),
  'what holds itself': holdsItself,
  'lists 5,000 deep': () => nested((inner) => [inner], 5_000),
  'objects 5,000 deep': () => nested((inner) => ({ data: inner }), 5_000),
};

/** Too large to be copied, or even walked. Cheap as they stand: a rope, holes, pages that nobody touched. */
const large: Readonly<Record<string, () => unknown>> = {
  'a long text': () => canary.repeat(2 ** 24),
  'a long address': () => `${'a'.repeat(2 ** 26)}@b.example`,
  'a list of 4 billion holes': () => new Array(2 ** 32 - 1),
  'many bytes': () => new Uint8Array(2 ** 29),
  'many fields': () => Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`${canary}${n}`, n])),
};

/** A value that no method takes, or hardly any: by name, or made up. */
export type Hostile = { readonly named: string } | { readonly madeUp: unknown };

export const hostile: fc.Arbitrary<Hostile> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(made)).map((named) => ({ named })) },
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(texts)).map((named) => ({ named })) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(large)).map((named) => ({ named })) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }).map((madeUp) => ({ madeUp })) },
  {
    weight: 2,
    arbitrary: fc.anything({ maxDepth: 2, withNullPrototype: true }).map((madeUp) => ({ madeUp })),
  },
);

/** A text of any content, as long as the longest that a message may have. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...Object.values(texts),
    canary.repeat(140_000),
    '\u0301'.repeat(1_000_000),
    'xn--80ak6aa92e.'.repeat(70_000),
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

export const largeOnes: readonly Hostile[] = Object.keys(large).map((named) => ({ named }));

/** Whether it takes long even to be written down. */
export function isLarge(one: Hostile): boolean {
  return 'named' in one && one.named in large;
}

export function hostileValue(one: Hostile): unknown {
  if ('madeUp' in one) return one.madeUp;
  return texts[one.named] ?? (made[one.named] ?? large[one.named])?.();
}
