/*
 * How a domain comes to be signed for. `senders.ts` is the provider's part where we sign: it asks for the records, and `keyring.ts`
 * says, as pure functions over one vault document, which keys there are, which are active, and what a check or a rotation changes.
 * `dkim.ts` makes keys, `signature.ts` signatures; `signer.ts` signs each mail with what the vault holds now, and `kept-keys.ts`
 * spares it the parsing. Where the server signs,
 * `relay.ts` is the provider's part instead. `option.ts` reads which of the two it is.
 */
import {
  type Mailbox,
  MessagingError,
  type OwnCodeRegistry,
  present,
  type RegistryContext,
} from 'postern/adapter';
import { type DkimAlgorithm, generateDkimKey } from './dkim.ts';
import {
  afterCheck,
  dkimHost,
  type Keyring,
  keyringName,
  newKeyring,
  readKeyring,
  recordsOf,
  withNewKeys,
} from './keyring.ts';

export interface SmtpSenderOptions {
  readonly codeSender?: Mailbox;
  readonly selectorPrefix: string;
  readonly second: DkimAlgorithm;
  readonly dmarc: string;
}

/** The registry of a transport that signs itself: its keys can be replaced. */
export type SmtpSenders = OwnCodeRegistry & Required<Pick<OwnCodeRegistry, 'rotateKeys'>>;

/** We are the provider: keys are made here, kept in the site's vault, and their records are asked of the domain's owner. */
export function smtpSenders({ codeSender, selectorPrefix, second, dmarc }: SmtpSenderOptions): SmtpSenders {
  const newKeys = () => Promise.all([generateDkimKey('rsa'), generateDkimKey(second)]);

  /** The domain's keyring, made on first use. Of two processes that make one at a time, one's is kept. */
  async function ensure(domain: string, { vault, now }: RegistryContext): Promise<Keyring> {
    const name = keyringName(domain);
    const stored = await vault.read(name);
    if (stored !== undefined) return opened(stored);
    const made = JSON.stringify(newKeyring(selectorPrefix, await newKeys(), now));
    return opened(await vault.update(name, (current) => current ?? made));
  }

  return {
    codeSentBy: 'us',
    ...present({ codeSender }),

    async register({ domain }, context) {
      await ensure(domain, context);
      return {};
    },

    async records({ domain }, context) {
      return recordsOf(await ensure(domain, context), domain, dmarc);
    },

    async checked({ domain }, checks, { vault, now }) {
      const name = keyringName(domain);
      const stored = await vault.read(name);
      if (stored === undefined) return false;
      const statuses = new Map(checks.map((check) => [check.name, check.status]));
      const change = (from: string | undefined) =>
        JSON.stringify(
          afterCheck(keyringIn(from), (selector) => statuses.get(dkimHost(selector, domain)), now),
        );
      const changed = change(stored);
      if (changed !== JSON.stringify(opened(stored))) await vault.update(name, change);
      return recordsOf(opened(changed), domain, dmarc).every(
        (record) => record.optional || statuses.get(record.name) === 'passed',
      );
    },

    async rotateKeys({ domain }, context) {
      const { vault, now } = context;
      const ring = await ensure(domain, context);
      const made = await newKeys();
      const change = (from: Keyring) => withNewKeys(from, selectorPrefix, made, now);
      if (change(ring) === ring) return;
      await vault.update(keyringName(domain), (current) => JSON.stringify(change(keyringIn(current))));
    },

    // Also of a domain that sites share: each site's keys are its own, and those of all its senders there.
    async delete({ domain }, { vault, sharedInSite }) {
      if (!sharedInSite) await vault.delete(keyringName(domain));
    },
  };
}

/** A keyring that was there a moment ago. */
function keyringIn(text: string | undefined): Keyring {
  if (text !== undefined) return opened(text);
  throw new MessagingError('conflict', 'The sender was removed meanwhile: look again.');
}

function opened(text: string): Keyring {
  try {
    return readKeyring(text);
  } catch {
    // Without the cause: a parser's message may quote the document, which holds private keys.
    throw new MessagingError(
      'sender_provider_failed',
      "The domain's stored keys cannot be read: remove the sender and create it again.",
    );
  }
}
