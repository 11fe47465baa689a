import type { WebhookKey } from '../interfaces/storage/webhooks.ts';
import type { Vault } from '../interfaces/vault.ts';
import { createVault } from '../secrets/vault.ts';
import type { Engine } from '../wiring.ts';
import { createWebhookSecret } from './sign.ts';

/** How long the secret before signs too, so that receivers can be changed in their own time. */
export const earlierSignsForMs = 86_400_000;
/** More than that sign at no time. */
const mostSecrets = 5;

/** As it is sealed in the site's vault; `rotateSecret()` finds it there. */
interface Sealed {
  readonly secret: string;
  /** ISO 8601; absent for the present one, which is the first. */
  readonly until?: string;
}

/** Makes the first secret, or the next: the one before signs for a day more. Answers it, for the only time. */
export async function renewSecret(engine: Engine, key: WebhookKey): Promise<string> {
  const secret = createWebhookSecret();
  const now = engine.now();
  const until = new Date(now.getTime() + earlierSignsForMs).toISOString();
  await vaultOf(engine, key).update(nameOf(key), (before) => {
    const earlier = good(read(before), now).map((one) => ({ until, ...one }));
    return JSON.stringify([{ secret }, ...earlier].slice(0, mostSecrets));
  });
  return secret;
}

/** Those that sign now, the present one first, and until when the last of the earlier ones does. */
export async function secretsOf(
  engine: Engine,
  key: WebhookKey,
): Promise<{ readonly secrets: readonly string[]; readonly earlierUntil?: Date }> {
  const all = good(read(await vaultOf(engine, key).read(nameOf(key))), engine.now());
  const [until] = all
    .flatMap((one) => one.until ?? [])
    .sort()
    .reverse();
  const secrets = all.map(({ secret }) => secret);
  return until === undefined ? { secrets } : { secrets, earlierUntil: new Date(until) };
}

export function deleteSecrets(engine: Engine, key: WebhookKey): Promise<void> {
  return vaultOf(engine, key).delete(nameOf(key));
}

function vaultOf({ storage, secrets }: Engine, { site }: WebhookKey): Vault {
  return createVault(storage.secrets, secrets, site);
}

function nameOf({ id }: WebhookKey): string {
  return `webhook/${id}`;
}

function read(sealed: string | undefined): readonly Sealed[] {
  return sealed === undefined ? [] : JSON.parse(sealed);
}

function good(all: readonly Sealed[], now: Date): readonly Sealed[] {
  return all.filter(({ until }) => until === undefined || new Date(until) > now);
}
