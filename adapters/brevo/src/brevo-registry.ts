import {
  type ExpectedRecord,
  isRefusedWith,
  MessagingError,
  type ProviderCodeRegistry,
  type RegistryContext,
  type SenderIdentity,
} from 'postern/adapter';
import { z } from 'zod';
import { authenticateDomain, createDomain, deleteDomain, findDomain } from './brevo-domain.ts';
import type { Brevo, MailSettings } from './brevo-settings.ts';

/** Brevo takes 100 calls an hour besides messages, from all sites together: it is not asked for each look at a page, or press of a button. */
const askAgainMs = { no: 120_000, yes: 3_600_000 };

const listed = z.object({
  senders: z
    .array(z.object({ id: z.int(), name: z.string(), email: z.string(), active: z.boolean() }))
    .default([]),
});
type Listed = z.infer<typeof listed>['senders'][number];
const created = z.object({ id: z.int() });

/** What the site's vault knows of a domain: what it asked Brevo for, so that what is there and not its own is nobody's to take. */
interface Known {
  /** The addresses this site registered. */
  readonly addresses: readonly string[];
  /** Of these, the one whose code came back from this site. */
  readonly confirmed?: string;
  /** It made the domain known, and may delete it. */
  readonly made: boolean;
  readonly records: readonly ExpectedRecord[];
  readonly answer?: { readonly agreed: boolean; readonly at: number } | undefined;
}
const nothing: Known = { addresses: [], made: false, records: [] };

/** Brevo mails a code of its own to each new sender, unless its domain is authenticated already. */
export function brevoRegistry({
  api,
  failures,
  settings,
}: Brevo & { readonly settings: MailSettings }): ProviderCodeRegistry {
  const noteOf = ({ domain }: SenderIdentity) => `${settings.name}/${domain}`;
  const read = async (sender: SenderIdentity, { vault }: RegistryContext): Promise<Known> =>
    opened(await vault.read(noteOf(sender)));
  const note = async (sender: SenderIdentity, { vault }: RegistryContext, change: Partial<Known>) =>
    opened(
      await vault.update(noteOf(sender), (current) => JSON.stringify({ ...opened(current), ...change })),
    );

  const list = async (
    { domain }: SenderIdentity,
    { signal }: RegistryContext,
  ): Promise<readonly Listed[]> => {
    const { body } = await api.request({ path: '/senders', query: { domain }, answer: listed }, signal);
    return body.senders;
  };
  const removeSender = async (id: string, { signal }: RegistryContext) => {
    try {
      await api.request({ method: 'DELETE', path: `/senders/${encodeURIComponent(id)}` }, signal);
    } catch (error) {
      if (!isRefusedWith(error, 404)) throw error;
    }
  };

  /** Makes the domain known, and keeps the records that it needs. */
  const prepareDomain = async (sender: SenderIdentity, context: RegistryContext): Promise<Known> => {
    const found = await findDomain(api, sender.domain, context.signal);
    if (found) return note(sender, context, { records: found.records });
    // Noted first: where the answer is lost, it is known whose the domain is.
    await note(sender, context, { made: true, answer: undefined });
    const { records } = await createDomain(api, sender.domain, context.signal);
    return note(sender, context, { records });
  };

  /** This site's sender of this address, where Brevo has one. */
  const findOwn = async (sender: SenderIdentity, { addresses }: Known, context: RegistryContext) => {
    const { address, providerId } = sender;
    const known = (await list(sender, context)).find(({ email }) => isSame(email, address));
    if (!known || `${known.id}` === providerId || addresses.some((one) => isSame(one, address))) return known;
    throw refused(
      'A sender with this address is in the Brevo account already: delete it there, or take another.',
    );
  };

  const create = async (sender: SenderIdentity, { addresses }: Known, context: RegistryContext) => {
    const { address, name } = sender;
    await note(sender, context, { addresses: [...addresses, address] });
    const request = { path: '/senders', json: { name, email: address }, answer: created };
    try {
      return `${(await api.request(request, context.signal)).body.id}`;
    } catch (error) {
      if (isRefusedWith(error, 400)) await note(sender, context, { addresses });
      throw error;
    }
  };

  /** An active sender may be so because of its domain: where that is another site's doing, only the code tells that this site's people read the address. */
  const isTrusted = (
    { address }: SenderIdentity,
    { confirmed = '' }: Known,
    { sharedAcrossSites }: RegistryContext,
  ) => !sharedAcrossSites || settings.sitesShareDomains || isSame(confirmed, address);

  const isActive = async (sender: SenderIdentity, context: RegistryContext): Promise<boolean> =>
    (await list(sender, context)).some(({ id, active }) => `${id}` === sender.providerId && active);

  const register: ProviderCodeRegistry['register'] = async (sender, context) => {
    const { name, providerId } = sender;
    const domain = await prepareDomain(sender, context);
    const own = await findOwn(sender, domain, context);
    // Another address is another sender: only so is it certain that its reader is asked.
    if (providerId !== undefined && `${own?.id}` !== providerId) await removeSender(providerId, context);
    if (own) {
      const request = { method: 'PUT', path: `/senders/${own.id}`, json: { name } };
      if (own.name !== name) await api.request(request, context.signal);
      return { providerId: `${own.id}`, addressValidated: own.active && isTrusted(sender, domain, context) };
    }
    const made = await create(sender, domain, context);
    const addressValidated = await isActive({ ...sender, providerId: made }, context);
    if (addressValidated && !isTrusted(sender, domain, context)) {
      await removeSender(made, context);
      await note(sender, context, { addresses: domain.addresses });
      throw refused(
        'Another site set this domain up at Brevo, where nobody would be asked about this address.',
      );
    }
    return { providerId: made, addressValidated };
  };

  return {
    codeSentBy: 'provider',
    register: (sender, context) => failures.orRefuseSender(() => register(sender, context)),

    confirmCode: (sender, code, context) =>
      failures.orRefuseSender(async () => {
        if (!/^\d{6}$/.test(code)) return false;
        const path = `/senders/${encodeURIComponent(sender.providerId ?? '0')}/validate`;
        try {
          await api.request({ method: 'PUT', path, json: { otp: Number(code) } }, context.signal);
          await note(sender, context, { confirmed: sender.address });
          return true;
        } catch (error) {
          if (isRefusedWith(error, 400)) return false;
          throw error;
        }
      }),

    addressValidated: (sender, context) =>
      failures.orRefuseSender(
        async () =>
          isTrusted(sender, await read(sender, context), context) && (await isActive(sender, context)),
      ),

    records: (sender, context) =>
      failures.orRefuseSender(async () => {
        const { records } = await read(sender, context);
        return records.length > 0 ? records : (await prepareDomain(sender, context)).records;
      }),

    async checked(sender, checks, context) {
      if (!checks.every(({ status, optional }) => optional || status === 'passed')) return false;
      const now = context.now.getTime();
      const { answer } = await read(sender, context);
      if (answer && now < answer.at + (answer.agreed ? askAgainMs.yes : askAgainMs.no)) return answer.agreed;
      const ask = () => authenticateDomain(api, sender.domain, context.signal);
      const agreed = await failures.orRefuseSender(ask);
      await note(sender, context, { answer: { agreed, at: now } });
      return agreed;
    },

    delete: (sender, context) =>
      failures.orRefuseSender(async () => {
        const known = await read(sender, context);
        const own = known.addresses.some((one) => isSame(one, sender.address));
        const id = sender.providerId ?? (own ? (await findOwn(sender, known, context))?.id : undefined);
        if (id !== undefined) await removeSender(`${id}`, context);
        if (known.made && !context.shared) await deleteDomain(api, sender.domain, context.signal);
        const addresses = known.addresses.filter((one) => !isSame(one, sender.address));
        if (context.sharedInSite) await note(sender, context, { addresses });
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
