import type { MessagingError } from '../errors.ts';
import type { NewMessage } from '../interfaces/storage/messages.ts';
import { isSuppressed, type Suppression } from '../interfaces/storage/suppressions.ts';
import { addressKey } from '../model/channel.ts';
import { noteText } from '../model/notes.ts';
import { present } from '../model/present.ts';
import type { Scope } from '../wiring.ts';

type Prepared = readonly (NewMessage | MessagingError)[];

/** The entry that keeps each of them from being sent, in their order; `undefined` where there is none. */
export async function suppressionsOf(
  { engine, site, channel }: Scope,
  prepared: Prepared,
): Promise<readonly (Suppression | undefined)[]> {
  const addresses = prepared.flatMap((one) =>
    one instanceof Error ? [] : [addressKey(channel, one.to.address)],
  );
  if (addresses.length === 0) return [];
  const found = await engine.storage.suppressions.find(site.id, channel, [...new Set(addresses)]);
  if (found.length === 0) return [];
  return prepared.map((one) => {
    if (one instanceof Error) return undefined;
    const address = addressKey(channel, one.to.address);
    return found.find((each) => each.address === address && isSuppressed(each, one));
  });
}

/** Those that an entry keeps from being sent are recorded as that. */
export async function markSuppressed(scope: Scope, prepared: Prepared): Promise<Prepared> {
  const entries = await suppressionsOf(scope, prepared);
  return prepared.map((one, index) => {
    const entry = entries[index];
    if (!entry || one instanceof Error) return one;
    const { dueAt: _, ...rest } = one;
    const detail = noteText(present({ code: 'suppressed', reason: entry.reason, topic: entry.topic }));
    return { ...rest, status: 'suppressed', detail };
  });
}
