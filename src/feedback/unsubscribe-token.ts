import { z } from 'zod';
import type { Engine } from '../wiring.ts';

const purpose = 'unsubscribe';
const subject = z.tuple([z.string(), z.string(), z.string()]);

/** Who unsubscribes from what, sealed: nobody can make one, nor read an address out of one. */
export function unsubscribeToken(
  engine: Pick<Engine, 'secrets'>,
  site: string,
  messageId: string,
  address: string,
): string {
  const sealed = engine.secrets.seal(purpose, JSON.stringify([site, messageId, address]));
  return Buffer.from(sealed).toString('base64url');
}

/** What {@link unsubscribeToken} says; `undefined` where it is none of ours. */
export function readUnsubscribeToken(
  engine: Pick<Engine, 'secrets'>,
  token: string,
): readonly [site: string, messageId: string, address: string] | undefined {
  try {
    return subject.parse(
      JSON.parse(engine.secrets.open(purpose, Buffer.from(token, 'base64url').toString('utf8'))),
    );
  } catch {
    return undefined;
  }
}
