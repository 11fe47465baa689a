import {
  isRefusedWith,
  MessagingError,
  type ProviderApi,
  type ProviderFailures,
  type ProviderLinkRegistry,
  type RegistryContext,
  type SenderIdentity,
} from 'postern/adapter';
import { z } from 'zod';
import {
  createDomain,
  findDomainId,
  findListed,
  isRefusedBy,
  type PostmarkDomain,
  readDomain,
  recordsOf,
  verifyDomain,
} from './postmark-domain.ts';
import type { PostmarkSettings } from './postmark-settings.ts';

/** Postmark is not asked to look at the DNS at each press of a button. */
const askAgainMs = { no: 60_000, yes: 3_600_000 };

/** Of Postmark's own codes: it has no such signature, no such domain; both also as a plain 404. */
const gone = [501, 510] as const;
const isGone = (error: unknown) => isRefusedBy(error, ...gone) || isRefusedWith(error, 404);

const signature = z.object({
  ID: z.int(),
  Name: z.string().nullish(),
  EmailAddress: z.string(),
  Confirmed: z.boolean(),
  /** Of its domain; lists leave it out. */
  DKIMVerified: z.boolean().default(false),
});
type Signature = z.infer<typeof signature>;
const signatureList = z.object({ SenderSignatures: z.array(signature) });

/** What the site's vault knows of a domain: what it asked Postmark for, so that what is there and not its own is nobody's to take. */
interface Known {
  /** The addresses this site registered. */
  readonly addresses: readonly string[];
  /** Of these, the one that is known to be read by this site's people. */
  readonly confirmed?: string;
  /** It made the domain known, and may delete it. */
  readonly made: boolean;
  /** Postmark's. */
  readonly id?: number;
  readonly answer?: { readonly agreed: boolean; readonly at: number; readonly newKey: boolean } | undefined;
}
const nothing: Known = { addresses: [], made: false };

export type PostmarkRegistry = ProviderLinkRegistry &
  Required<Pick<ProviderLinkRegistry, 'resend' | 'rotateKeys'>>;

/** Postmark mails a link to each new sender signature. */
export function postmarkRegistry({
  api,
  failures,
  settings,
}: {
  readonly api: ProviderApi;
  readonly failures: ProviderFailures;
  readonly settings: PostmarkSettings;
}): PostmarkRegistry {
  const noteOf = ({ domain }: SenderIdentity) => `${settings.name}/${domain}`;
  const read = async (sender: SenderIdentity, { vault }: RegistryContext): Promise<Known> =>
    opened(await vault.read(noteOf(sender)));
  const note = async (sender: SenderIdentity, { vault }: RegistryContext, change: Partial<Known>) =>
    opened(
      await vault.update(noteOf(sender), (current) => JSON.stringify({ ...opened(current), ...change })),
    );

  const list = async (query: { readonly count: number; readonly offset: number }, signal: AbortSignal) =>
    (await api.request({ path: '/senders', query, answer: signatureList }, signal)).body.SenderSignatures;
  const find = ({ address }: SenderIdentity, { signal }: RegistryContext) =>
    findListed(
      (query) => list(query, signal),
      ({ EmailAddress }) => isSame(EmailAddress, address),
    );
  const pathOf = (id: string) => `/senders/${encodeURIComponent(id)}`;
  const readSignature = async (id: string, { signal }: RegistryContext): Promise<Signature | undefined> => {
    try {
      return (await api.request({ path: pathOf(id), answer: signature }, signal)).body;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  };
  const remove = async (path: string, { signal }: RegistryContext) => {
    try {
      await api.request({ method: 'DELETE', path }, signal);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  };

  /** The domain as Postmark has it, which is made to know it. */
  const domainOf = async (sender: SenderIdentity, context: RegistryContext): Promise<PostmarkDomain> => {
    const { signal } = context;
    const known = await read(sender, context);
    if (known.id !== undefined) {
      try {
        return await readDomain(api, known.id, signal);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    let id = await findDomainId(api, sender.domain, signal);
    if (id === undefined) {
      // Noted first: where the answer is lost, it is known whose the domain is.
      await note(sender, context, { made: true, answer: undefined });
      id = await createDomain(api, sender.domain, signal);
    }
    await note(sender, context, { id });
    return readDomain(api, id, signal);
  };

  const create = async (sender: SenderIdentity, context: RegistryContext): Promise<Signature> => {
    const { addresses } = await read(sender, context);
    await note(sender, context, { addresses: [...addresses, sender.address] });
    const json = { FromEmail: sender.address, Name: sender.name };
    try {
      return (await api.request({ path: '/senders', json, answer: signature }, context.signal)).body;
    } catch (error) {
      if (isRefusedWith(error, 422)) await note(sender, context, { addresses });
      throw error;
    }
  };

  /** This site's signature for this address, where Postmark has one. */
  const findOwn = async (sender: SenderIdentity, context: RegistryContext) => {
    const { address, providerId } = sender;
    const mine = providerId === undefined ? undefined : await readSignature(providerId, context);
    if (mine && isSame(mine.EmailAddress, address)) return mine;
    const found = await find(sender, context);
    const { addresses } = await read(sender, context);
    if (!found || addresses.some((one) => isSame(one, address))) return found;
    throw refused(
      'A signature with this address is in the Postmark account already: delete it there, or take another address.',
    );
  };

  /**
   * Whether the reader of the address agreed to this site. A signature that is confirmed may be so by the domain: where that may be another
   * site's doing, only what was known before counts.
   */
  const isTrusted = async (
    sender: SenderIdentity,
    { Confirmed, DKIMVerified }: Signature,
    context: RegistryContext,
  ): Promise<boolean> => {
    if (!Confirmed) return false;
    const { confirmed = '' } = await read(sender, context);
    if (isSame(confirmed, sender.address)) return true;
    if (DKIMVerified && context.sharedAcrossSites && !settings.sitesShareDomains) return false;
    await note(sender, context, { confirmed: sender.address });
    return true;
  };

  const register: ProviderLinkRegistry['register'] = async (sender, context) => {
    const { name, providerId } = sender;
    await domainOf(sender, context);
    const own = await findOwn(sender, context);
    // A signature's address cannot be changed: another address is another signature.
    if (providerId !== undefined && `${own?.ID}` !== providerId) await remove(pathOf(providerId), context);
    if (own) {
      const request = { method: 'PUT', path: pathOf(`${own.ID}`), json: { Name: name } };
      if (own.Name !== name) await api.request(request, context.signal);
      const one = (await readSignature(`${own.ID}`, context)) ?? own;
      return { providerId: `${own.ID}`, addressValidated: await isTrusted(sender, one, context) };
    }
    const one = await create(sender, context);
    const addressValidated = await isTrusted(sender, one, context);
    if (one.Confirmed && !addressValidated) {
      await remove(pathOf(`${one.ID}`), context);
      throw refused(
        'Another site set this domain up at Postmark, where nobody would be asked about this address.',
      );
    }
    return { providerId: `${one.ID}`, addressValidated };
  };

  return {
    codeSentBy: 'link',
    register: (sender, context) => failures.orRefuseSender(() => register(sender, context)),

    addressValidated: (sender, context) =>
      failures.orRefuseSender(async () => {
        const one = await readSignature(sender.providerId ?? '0', context);
        return one !== undefined && isTrusted(sender, one, context);
      }),

    resend: ({ providerId = '0' }, { signal }) =>
      failures.orRefuseSender(async () => {
        try {
          await api.request({ method: 'POST', path: `${pathOf(providerId)}/resend` }, signal);
        } catch (error) {
          // It is confirmed already.
          if (!isRefusedBy(error, 506)) throw error;
        }
      }),

    records: (sender, context) =>
      failures.orRefuseSender(async () => recordsOf(await domainOf(sender, context), sender.domain)),

    async checked(sender, checks, context) {
      if (!checks.every(({ status, optional }) => optional || status === 'passed')) return false;
      const now = context.now.getTime();
      const newKey = checks.some(({ status, optional }) => optional && status === 'passed');
      const { answer } = await read(sender, context);
      const known = answer && answer.newKey === newKey;
      if (known && now < answer.at + (answer.agreed ? askAgainMs.yes : askAgainMs.no)) return answer.agreed;
      const agreed = await failures.orRefuseSender(async () =>
        verifyDomain(api, await domainOf(sender, context), context.signal),
      );
      await note(sender, context, { answer: { agreed, at: now, newKey } });
      return agreed;
    },

    rotateKeys: (sender, context) =>
      failures.orRefuseSender(async () => {
        const { ID, DKIMHost, DKIMPendingHost } = await domainOf(sender, context);
        if (DKIMHost === '' || DKIMPendingHost !== '') return;
        try {
          await api.request({ method: 'POST', path: `/domains/${ID}/rotateDKIM` }, context.signal);
        } catch (error) {
          // It is on its way already.
          if (!isRefusedBy(error, 505)) throw error;
        }
      }),

    delete: (sender, context) =>
      failures.orRefuseSender(async () => {
        const { addresses, made, id } = await read(sender, context);
        const own = addresses.some((one) => isSame(one, sender.address));
        const known = sender.providerId ?? (own ? (await find(sender, context))?.ID : undefined);
        if (known !== undefined) await remove(pathOf(`${known}`), context);
        if (made && !context.shared) {
          const domain = id ?? (await findDomainId(api, sender.domain, context.signal));
          if (domain !== undefined) await remove(`/domains/${domain}`, context);
        }
        const left = addresses.filter((one) => !isSame(one, sender.address));
        if (context.sharedInSite) await note(sender, context, { addresses: left });
        else await context.vault.delete(noteOf(sender));
      }),
  };
}

function opened(text: string | undefined): Known {
  return text === undefined ? nothing : { ...nothing, ...JSON.parse(text) };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function refused(sentence: string): MessagingError {
  return new MessagingError('sender_refused', sentence, { details: { reason: 'provider' } });
}
