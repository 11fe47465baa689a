/** A transaction of the host's that a storage understands; for SQL anything with `query(text, values)`. */
export type Tx = object;
