import type { Bucket } from '../interfaces/storage/limits.ts';
import type { Transport } from '../interfaces/transport.ts';
import type { Engine } from '../wiring.ts';

/** The rate limit of a transport, where it has one; all processes share it. */
export function bucketOf(engine: Engine, { channel, name, rate }: Transport): Bucket | undefined {
  return rate && { key: `transport/${channel}/${name}`, ...rate, ...engine.timed() };
}
