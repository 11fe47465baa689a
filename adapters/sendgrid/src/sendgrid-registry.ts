import {
  type ExpectedRecord,
  type OwnCodeRegistry,
  ProviderError,
  present,
  type RegistryContext,
  type SenderIdentity,
} from 'postern/adapter';
import { createDomain, deleteDomain, findDomain, validateDomain } from './sendgrid-domain.ts';
import type { SendGrid, SendGridSettings } from './sendgrid-settings.ts';

/** SendGrid looks at the DNS when it is asked: not for each press of a button. */
const askAgainMs = { no: 120_000, yes: 3_600_000 };

/** What the site's vault knows of a domain. */
interface Known {
  readonly id?: number | undefined;
  /** This site made it known to SendGrid, and may delete it. */
  readonly made: boolean;
  readonly records: readonly ExpectedRecord[];
  readonly answer?: { readonly agreed: boolean; readonly at: number } | undefined;
}
const nothing: Known = { made: false, records: [] };
const gone: Known = { ...nothing, id: undefined, answer: undefined };

/** SendGrid authenticates domains and asks nobody about addresses: the code is ours. */
export function sendGridRegistry({
  api,
  failures,
  settings: { name, baseUrl, codeSender },
}: SendGrid & { readonly settings: SendGridSettings }): OwnCodeRegistry {
  const noteOf = ({ domain }: SenderIdentity) => `${name}/${domain}`;
  const read = async (sender: SenderIdentity, { vault }: RegistryContext): Promise<Known> =>
    opened(await vault.read(noteOf(sender)));
  const note = async (sender: SenderIdentity, { vault }: RegistryContext, change: Partial<Known>) =>
    opened(
      await vault.update(noteOf(sender), (current) => JSON.stringify({ ...opened(current), ...change })),
    );
  const region = baseUrl.hostname.includes('.eu.') ? 'eu' : undefined;

  /** Makes the domain known, and keeps the records that it needs. */
  const prepare = async (sender: SenderIdentity, context: RegistryContext): Promise<Known> => {
    const { domain } = sender;
    const { id } = await read(sender, context);
    const found = await findDomain(api, { name: domain, id }, context.signal);
    if (found) return note(sender, context, found.id === id ? found : { ...found, answer: undefined });
    // Noted first: where the answer is lost, it is known whose the domain is.
    await note(sender, context, { id: undefined, made: true, answer: undefined });
    try {
      return await note(sender, context, await createDomain(api, { name: domain, region }, context.signal));
    } catch (error) {
      const refused = error instanceof ProviderError && error.fault.kind === 'refused';
      if (refused && error.fault.status < 500) await note(sender, context, { made: false });
      throw error;
    }
  };

  return {
    codeSentBy: 'us',
    ...present({ codeSender }),

    register: (sender, context) =>
      failures.orRefuseSender(async () => ({ providerId: `${(await prepare(sender, context)).id}` })),

    records: (sender, context) =>
      failures.orRefuseSender(async () => {
        const { records } = await read(sender, context);
        return records.length > 0 ? records : (await prepare(sender, context)).records;
      }),

    checked: (sender, checks, context) =>
      failures.orRefuseSender(async () => {
        if (!checks.every(({ status, optional }) => optional || status === 'passed')) return false;
        const now = context.now.getTime();
        const { id, answer } = await read(sender, context);
        if (answer && now < answer.at + (answer.agreed ? askAgainMs.yes : askAgainMs.no))
          return answer.agreed;
        const agreed = id === undefined ? undefined : await validateDomain(api, id, context.signal);
        // Somebody deleted it there: it is made known anew, with records of its own.
        await note(sender, context, agreed === undefined ? gone : { answer: { agreed, at: now } });
        return agreed ?? false;
      }),

    delete: (sender, context) =>
      failures.orRefuseSender(async () => {
        const { made, id } = await read(sender, context);
        if (made && !context.shared) {
          const known = { name: sender.domain, id };
          const found = id ?? (await findDomain(api, known, context.signal))?.id;
          if (found !== undefined) await deleteDomain(api, found, context.signal);
        }
        await context.vault.delete(noteOf(sender));
      }),
  };
}

function opened(text: string | undefined): Known {
  return text === undefined ? nothing : { ...nothing, ...JSON.parse(text) };
}
