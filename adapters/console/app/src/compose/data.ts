/**
 * The values of a template's variables: `order.number` is the number of the order. What is left empty is left out, so that the
 * template says whether it needs it; the order itself is there, or it would be asked for in place of its number. `onto`: what is there
 * already, as JSON has it; an empty value takes one of it away.
 */
export function dataOf(
  variables: readonly string[],
  values: Readonly<Record<string, string>>,
  onto: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const data: Record<string, unknown> = structuredClone(onto);
  for (const path of variables) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let place = data;
    for (const name of names) {
      const inner = Object.hasOwn(place, name) ? place[name] : undefined;
      const next = isObject(inner) ? inner : {};
      define(place, name, next);
      place = next;
    }
    const value = Object.hasOwn(values, path) ? values[path] : undefined;
    if (value !== undefined && value.trim() !== '') define(place, last, value);
    else if (Object.hasOwn(place, last) && !isObject(place[last])) Reflect.deleteProperty(place, last);
  }
  return data;
}

/** A variable may be called `__proto__`: it is a value like another. */
function define(place: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
