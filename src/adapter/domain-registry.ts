import { z } from 'zod';
import type { OwnCodeRegistry, RegistryContext, SenderIdentity } from '../interfaces/sender-registry.ts';
import type { ExpectedRecord } from '../model/domain-records.ts';
import type { Mailbox } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { ProviderFailures } from './provider-failures.ts';
import { isRefusedWith, ProviderError } from './provider-fault.ts';

/** A domain as a provider has it. */
export interface ProviderDomain {
  /** What the provider's calls name it by: its own id, or the domain. */
  readonly id: string;
  /** What the provider asks for; by `recordName` where it names hosts. */
  readonly records: readonly ExpectedRecord[];
}

/** A provider that knows domains and asks nobody about an address. */
export interface DomainRegistryOptions {
  /** The transport's: what the registry keeps in the site's vault is kept under it. */
  readonly name: string;
  /** What the provider's failures mean. */
  readonly failures: Pick<ProviderFailures, 'orRefuseSender'>;
  /** The sender our code mail leaves with, since the provider takes none of a domain that is not set up. Default: the sender being validated. */
  readonly codeSender?: Mailbox | undefined;
  /** The DMARC record to suggest where the provider asks for none. */
  readonly dmarc: string;
  /** The account's domain of this name, of several the one with the id known; `undefined` where it has none. */
  find(domain: string, signal: AbortSignal, id: string | undefined): Promise<ProviderDomain | undefined>;
  /** Makes it known. */
  create(domain: string, signal: AbortSignal): Promise<ProviderDomain>;
  /** Has the provider look at DNS, and answers whether it takes mail from the domain. Throws a 404 where it knows it no more. */
  verify(id: string, signal: AbortSignal): Promise<boolean>;
  /** Forgets it; a 404 is as good. */
  remove(id: string, signal: AbortSignal): Promise<unknown>;
}

/** How long what a provider said of a domain is not asked again, in ms: people press the button often, and calls are counted. */
const askAgainMs = { no: 120_000, yes: 3_600_000 };

const kept = z.object({
  id: z.string().optional(),
  /** The registry made it known, and may have it forgotten: a domain that was in the account before is the host's. */
  made: z.boolean(),
  records: z.array(
    z.object({
      purpose: z.enum(['ownership', 'dkim', 'dmarc']),
      type: z.enum(['TXT', 'CNAME']),
      name: z.string(),
      value: z.string(),
      optional: z.boolean().exactOptional(),
    }),
  ),
  said: z.object({ yes: z.boolean(), at: z.number() }).optional(),
});
/** What the site's vault knows of a domain. */
type Kept = z.infer<typeof kept>;
const nothing: Kept = { made: false, records: [] };

/**
 * The part in setting senders up of a provider that knows domains only: we mail the code. What the provider asks for is kept in the site's
 * vault, so that a look at the records asks nobody; the provider is asked for its word only where DNS has all of them.
 */
export function domainRegistry(options: DomainRegistryOptions): OwnCodeRegistry {
  const { failures, codeSender, dmarc } = options;
  const noteOf = ({ domain }: SenderIdentity) => `${options.name}/${domain}`;
  const read = async (sender: SenderIdentity, { vault }: RegistryContext) =>
    opened(await vault.read(noteOf(sender)));
  const note = async (sender: SenderIdentity, { vault }: RegistryContext, change: Partial<Kept>) =>
    opened(
      await vault.update(noteOf(sender), (current) => JSON.stringify({ ...opened(current), ...change })),
    );

  /** Makes the domain known, and keeps the records that it needs. */
  const prepare = async (sender: SenderIdentity, context: RegistryContext): Promise<Kept> => {
    const { id } = await read(sender, context);
    const found = await options.find(sender.domain, context.signal, id);
    if (found) {
      const records = withDmarc(found.records, sender);
      return note(sender, context, {
        id: found.id,
        records,
        ...(found.id === id ? {} : { said: undefined }),
      });
    }
    // Noted first: where the answer is lost, it is known whose the domain is.
    await note(sender, context, { id: undefined, made: true, said: undefined });
    try {
      const made = await options.create(sender.domain, context.signal);
      return await note(sender, context, { id: made.id, records: withDmarc(made.records, sender) });
    } catch (error) {
      const refused = error instanceof ProviderError && error.fault.kind === 'refused';
      if (refused && error.fault.status < 500) await note(sender, context, { made: false });
      throw error;
    }
  };
  const withDmarc = (records: readonly ExpectedRecord[], { domain }: SenderIdentity): Kept['records'] => {
    const suggested = { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: dmarc } as const;
    const own = records.map(({ purpose, type, name, value, optional }) =>
      present({ purpose, type, name, value, optional }),
    );
    return own.some(({ purpose }) => purpose === 'dmarc') ? own : [...own, suggested];
  };

  return {
    codeSentBy: 'us',
    ...present({ codeSender }),

    register: (sender, context) =>
      failures.orRefuseSender(async () => present({ providerId: (await prepare(sender, context)).id })),

    records: (sender, context) =>
      failures.orRefuseSender(async () => {
        const { records } = await read(sender, context);
        return records.length > 0 ? records : (await prepare(sender, context)).records;
      }),

    checked: (sender, checks, context) =>
      failures.orRefuseSender(async () => {
        if (!checks.every(({ status, optional }) => optional || status === 'passed')) return false;
        const now = context.now.getTime();
        const { id, said } = await read(sender, context);
        if (said && now - said.at < askAgainMs[said.yes ? 'yes' : 'no']) return said.yes;
        const yes = id === undefined ? undefined : await orGone(() => options.verify(id, context.signal));
        // Somebody deleted it there: it is made known anew, with records of its own.
        const gone = { ...nothing, id: undefined, said: undefined };
        await note(sender, context, yes === undefined ? gone : { said: { yes, at: now } });
        return yes ?? false;
      }),

    delete: (sender, context) =>
      failures.orRefuseSender(async () => {
        const { made, id } = await read(sender, context);
        if (made && !context.shared) {
          const there = id ?? (await options.find(sender.domain, context.signal, id))?.id;
          if (there !== undefined) await orGone(() => options.remove(there, context.signal));
        }
        if (!context.sharedInSite) await context.vault.delete(noteOf(sender));
      }),
  };
}

async function orGone<T>(task: () => Promise<T>): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    if (isRefusedWith(error, 404)) return undefined;
    throw error;
  }
}

/** What cannot be read is asked for anew. */
function opened(text: string | undefined): Kept {
  try {
    return (text === undefined ? undefined : kept.safeParse(JSON.parse(text)).data) ?? nothing;
  } catch {
    return nothing;
  }
}

/**
 * The full name of a record in a domain, as providers write hosts: whole, relative to the domain, or relative to the domain that was
 * bought above it; `@` and nothing are the domain itself.
 */
export function recordName(host: string, domain: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === '' || name === '@' || name === domain) return domain;
  if (name.endsWith(`.${domain}`)) return name;
  const labels = domain.split('.');
  const above = labels.map((_, index) => labels.slice(labels.length - 1 - index).join('.'));
  const within = above
    .map((zone) => `${name}.${zone}`)
    .find((full) => full === domain || full.endsWith(`.${domain}`));
  return within ?? `${name}.${domain}`;
}
