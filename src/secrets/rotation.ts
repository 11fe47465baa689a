import { isMessagingError, MessagingError } from '../errors.ts';
import type { SecretEntry, SecretStore } from '../interfaces/storage/secrets.ts';
import { present } from '../model/present.ts';
import type { Secrets } from './secrets.ts';
import { vaultContext } from './vault.ts';

/** What {@link rotateSecret} did, and whether the earlier secret is needed still. */
export interface SecretRotation {
  /** Documents sealed anew by this call. */
  readonly resealed: number;
  /** Confidential messages, of all sites that ever wrote to this storage, from before the first call under the present secret that still have to be opened to be sent. */
  readonly waiting: number;
  /**
   * The earlier secret may go: nothing that is stored needs it. Links to unsubscribe, and bounces, of mails sent under it are no longer
   * recognised then: keep it for as long as they should be.
   */
  readonly done: boolean;
}

// No site has this id: the document is the storage's own. It says since when the present secret is the first.
const canary = { site: '', name: 'postern.secret' } as const;
const canaryContext = vaultContext(canary.site, canary.name);
const pageSize = 200;

/** Whether what is stored can be opened with this secret; the first call leaves something to tell by. @throws MessagingError `secret_changed` */
export async function checkSecret(store: SecretStore, secrets: Secrets, now: Date): Promise<void> {
  // Of two that begin at once one writes it, and both see whether they have the same secret.
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const known = await store.find(canary.site, canary.name);
    // A storage from before there was one may hold other documents.
    const [first] = known ? [{ ...canary, ...known }] : await store.list({ limit: 1 });
    if (first) tryOpen(secrets, first);
    if (known) return;
    if (await store.put(canary.site, canary.name, secrets.seal(canaryContext, now.toISOString()), 0)) return;
  }
}

/** Seals everything in the vaults of all sites with the first secret. @throws MessagingError `secret_changed` where one cannot be opened */
export async function resealAll(store: SecretStore, secrets: Secrets, now: Date) {
  await checkSecret(store, secrets, now);
  let resealed = 0;
  let since = now;
  let after: SecretEntry | undefined;
  for (;;) {
    const page = await store.list(present({ after, limit: pageSize }));
    for (const entry of page) {
      const { site, name, revision } = entry;
      const isCanary = site === canary.site && name === canary.name;
      const { plain, current } = tryOpen(secrets, entry);
      if (current && isCanary) since = new Date(plain);
      if (current) continue;
      const sealed = secrets.seal(vaultContext(site, name), isCanary ? now.toISOString() : plain);
      // Where it was changed meanwhile, it was sealed with the first secret then.
      if (await store.put(site, name, sealed, revision)) resealed += 1;
    }
    after = page.at(-1);
    if (page.length < pageSize) break;
  }
  return { resealed, since };
}

function tryOpen(secrets: Secrets, { site, name, value }: Omit<SecretEntry, 'revision'>) {
  try {
    return secrets.unseal(vaultContext(site, name), value);
  } catch (error) {
    if (!isMessagingError(error)) throw error;
    throw new MessagingError(
      'secret_changed',
      'The storage holds what another "secret" sealed: give that one, or both as ["new", "old"].',
      { cause: error },
    );
  }
}
