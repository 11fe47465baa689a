import { domainOf, isMessagingError, NotSent, noteText, type Outgoing, type Vault } from 'postern/adapter';
import type { SigningKey } from './dkim.ts';
import { KeptKeys } from './kept-keys.ts';
import { keyringName, readKeyring, signingKeys } from './keyring.ts';
import { signMail } from './signature.ts';

/** The keyrings of a thousand senders; ten minutes after a sender's last mail nothing of its keys is held. */
const bounds = { max: 1000, keepMs: 600_000 };

/**
 * Signs with the keys that are active now. The vault is read for each mail, or once for those of one moment, one small query: so a
 * key that another process activated, replaced or removed counts at once. What costs more, parsing and proving keys, is done
 * again only for a document that has changed.
 */
export class Signer {
  readonly #kept = new KeptKeys(bounds);

  /** The keys to sign a message with; none for the code mail of a sender without. @throws NotSent where it must leave signed and cannot */
  async keysFor({ from, senderState }: Outgoing, vault: Vault): Promise<readonly SigningKey[]> {
    const domain = domainOf(from.address);
    const place = `${vault.site}\n${domain}`;
    const text = await read(domain, vault);
    if (text === undefined) this.#kept.forget(place);
    const keys = text === undefined ? [] : this.#kept.of(place, text, () => keysOf(text, domain));
    if (keys.length > 0 || senderState !== 'ready') return keys;
    throw new NotSent('rejected', 'sender', noteText({ code: 'dkim_key_missing', domain }));
  }

  /** The mail as it leaves. @throws NotSent */
  async sign(message: Outgoing, mail: Buffer, keys: readonly SigningKey[]): Promise<Buffer> {
    const domain = domainOf(message.from.address);
    return signMail(mail, domain, keys).catch(() => {
      throw unusable(domain);
    });
  }

  /** Drops all keys from memory; they are read again for the next mail. */
  forget(): void {
    this.#kept.forgetAll();
  }
}

async function read(domain: string, vault: Vault): Promise<string | undefined> {
  try {
    return await vault.read(keyringName(domain));
  } catch (error) {
    // The host's secret was changed: no other mail of this site could be signed either.
    if (isMessagingError(error) && error.code === 'invalid_config') throw unusable(domain);
    throw new NotSent('retry', 'temporary', noteText({ code: 'dkim_keys_unread', domain }));
  }
}

function keysOf(text: string, domain: string): readonly SigningKey[] {
  try {
    return signingKeys(readKeyring(text));
  } catch {
    throw unusable(domain);
  }
}

function unusable(domain: string): NotSent {
  return new NotSent('paused', 'configuration', noteText({ code: 'dkim_keys_unusable', domain }));
}
