/** A code's sentences, those with more parameters first. `{name}` is a parameter, `{name:kind}` one that is written in another way. */
export type Forms = readonly [string, ...string[]];
