import { isMessagingError, MessagingError } from '../errors.ts';
import type { KeyHolder } from '../interfaces/storage/messages.ts';
import type { Scope } from '../wiring.ts';
import { fingerprintOf, isSamePayload } from './fingerprint.ts';
import type { AnyInput } from './input-types.ts';

/** The first message of a key, as a repetition is answered; with another payload the key's refusal. */
export type Repetition = { readonly kind: 'repeated'; readonly holder: KeyHolder } | MessagingError;

/**
 * What was sent under these inputs' keys before. Asked where an input is refused: its time may have passed, its template, consumer or
 * sender be gone, and it is a repetition all the same. In the order of the inputs.
 */
export async function findRepetitions(
  scope: Scope,
  inputs: readonly AnyInput[],
): Promise<readonly (Repetition | undefined)[]> {
  const { engine, site } = scope;
  const keys = inputs.map(keyOf);
  const wanted = [...new Set(keys.filter((key) => key !== undefined))];
  if (wanted.length === 0) return inputs.map(() => undefined);
  const found = await engine.storage.messages.findByKeys(site.id, wanted);
  const holders = new Map(found.map((holder) => [holder.key, holder]));
  return inputs.map((input, index) => {
    const holder = holders.get(keys[index] ?? '');
    if (!holder) return undefined;
    const owner = { site: site.id, idempotencyKey: holder.key };
    const given = readFingerprint(scope, input);
    const same = given !== undefined && isSamePayload(engine.secrets, owner, given, holder.fingerprint);
    return same ? { kind: 'repeated', holder } : conflict(holder.id);
  });
}

/** The key was used before, for another payload. */
export function conflict(messageId: string): MessagingError {
  return new MessagingError(
    'idempotency_conflict',
    'This idempotency key was used for another message: use a new key for a new message. Every field counts, also "scheduledAt", "expiresAt" and "data", and so does the channel.',
    { details: { messageId } },
  );
}

function keyOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  try {
    const key: unknown = Reflect.get(input, 'idempotencyKey');
    return typeof key === 'string' && key !== '' && key.length <= 200 ? key : undefined;
  } catch {
    return undefined;
  }
}

function readFingerprint(scope: Scope, input: AnyInput): string | undefined {
  try {
    return fingerprintOf(scope, input);
  } catch (error) {
    if (isMessagingError(error)) return undefined;
    throw error;
  }
}
