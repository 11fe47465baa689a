import { isMessagingError, type Outgoing, type Vault } from 'postern';
import { domainOf } from '../sending/address.ts';
import { NotSent } from '../sending/fault.ts';
import type { SigningKey } from './dkim.ts';
import { keyringName, readKeyring, signingKeys } from './keyring.ts';
import { signMail } from './signature.ts';

interface Known {
  readonly text: string;
  readonly keys: readonly SigningKey[];
}

const maxKnown = 1000;

/**
 * Signs with the keys that are active now. The vault is read for each mail, one small query: so a key that another process
 * activated, replaced or removed counts at once. What costs more, parsing and proving keys, is done again only for a
 * document that has changed.
 */
export class Signer {
  readonly #known = new Map<string, Known>();

  /** @throws NotSent where a mail that must leave authenticated cannot. */
  async sign(message: Outgoing, mail: Buffer, vault: Vault): Promise<Buffer> {
    const domain = domainOf(message.from.address);
    const keys = await this.#keys(domain, vault);
    if (keys.length === 0 && message.senderState === 'ready') {
      const said = `No DKIM key of ${domain} is active: check its DNS records, and send again when they pass.`;
      throw new NotSent('rejected', 'sender', said);
    }
    return signMail(mail, domain, keys).catch(() => {
      throw unusable(domain);
    });
  }

  async #keys(domain: string, vault: Vault): Promise<readonly SigningKey[]> {
    const text = await read(domain, vault);
    if (text === undefined) return [];
    const place = `${vault.site}\n${domain}`;
    const known = this.#known.get(place);
    if (known?.text === text) return known.keys;
    const keys = keysOf(text, domain);
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(place, { text, keys });
    return keys;
  }
}

async function read(domain: string, vault: Vault): Promise<string | undefined> {
  try {
    return await vault.read(keyringName(domain));
  } catch (error) {
    // The host's secret was changed: no other mail of this site could be signed either.
    if (isMessagingError(error) && error.code === 'invalid_config') throw unusable(domain);
    throw new NotSent('retry', 'temporary', `The DKIM keys of ${domain} could not be read.`);
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
  return new NotSent('paused', 'configuration', `The stored DKIM keys of ${domain} cannot be used to sign.`);
}
