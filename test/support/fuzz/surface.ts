/** A method of an object that hosts hold, found by walking it. */
export interface PublicMethod {
  /** As one calls it: `email.sender.create`. */
  readonly name: string;
  readonly call: (...args: readonly unknown[]) => unknown;
}

/** Of TypeScript `protected`, which a host cannot reach: the channels' own. */
const protectedNames = new Set([
  'scope',
  'senderOf',
  'sendInput',
  'sendInputs',
  'checkInputs',
  'contentOf',
  'preparedOf',
  'overviewWith',
]);

/** Every method of an object, and of the objects of a class that it holds. */
export function methodsOf(object: object, path = ''): readonly PublicMethod[] {
  return namesOf(object).flatMap((name): readonly PublicMethod[] => {
    if (protectedNames.has(name)) return [];
    const value: unknown = Reflect.get(object, name);
    const full = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'function')
      return [{ name: full, call: (...args) => Reflect.apply(value, object, args) }];
    return isOfClass(value) ? methodsOf(value, full) : [];
  });
}

function namesOf(object: object): readonly string[] {
  const names = new Set<string>();
  for (let one = object; one !== Object.prototype && one; one = Object.getPrototypeOf(one))
    for (const name of Object.getOwnPropertyNames(one)) names.add(name);
  names.delete('constructor');
  return [...names];
}

function isOfClass(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return value.constructor !== Object && /^class\b/.test(String(value.constructor));
}
