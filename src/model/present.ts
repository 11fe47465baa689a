/** The names of the fields that may be `undefined`. */
type Absent<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The fields without those that are `undefined`: an absent field is left out, never there without a value. */
export type Present<T> = { readonly [K in Exclude<keyof T, Absent<T>>]: T[K] } & {
  readonly [K in Absent<T>]?: Exclude<T[K], undefined>;
};

/** Leaves out what is `undefined`: `present({ id, name })` for `{ id, ...(name === undefined ? {} : { name }) }`. */
export function present<const T extends object>(fields: T): Present<T> {
  const kept: Partial<T> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as Present<T>;
}
