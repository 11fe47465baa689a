import {
  type ExpectedRecord,
  type Mailbox,
  MessagingError,
  type OwnCodeRegistry,
  present,
} from 'postern/adapter';
import { z } from 'zod';
import { keyringName } from './keyring.ts';

/** A DNS record that a relay asks for, as its dashboard shows it. */
export interface RelayRecord {
  readonly type: 'TXT' | 'CNAME';
  /** Below the sender's domain, without it: `abc._domainkey`; `@` for the domain itself. */
  readonly host: string;
  readonly value: string;
}

/** The records a domain needs, the same for every domain or asked for each, such as from the relay's API. */
export type RelayRecords =
  | readonly RelayRecord[]
  | ((domain: string) => readonly RelayRecord[] | Promise<readonly RelayRecord[]>);

const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';

/** For the option as for what its function answers. */
export const relayRecords = z
  .array(
    z.strictObject({
      type: z.enum(['TXT', 'CNAME']),
      host: z
        .string()
        .regex(
          new RegExp(`^(@|${label}(\\.${label})*)$`, 'i'),
          'must be a host below the domain, without it',
        ),
      value: z.string().min(1).max(4000),
    }),
  )
  .max(20);

export interface RelaySenderOptions {
  readonly codeSender?: Mailbox;
  readonly records: RelayRecords;
  readonly dmarc: string;
}

/** The relay is the provider: it signs, and the host knows which records it asks for. */
export function relaySenders({ codeSender, records, dmarc }: RelaySenderOptions): OwnCodeRegistry {
  return {
    codeSentBy: 'us',
    ...present({ codeSender }),
    register: async () => ({}),
    async records({ domain }) {
      const asked = typeof records === 'function' ? await answered(records, domain) : records;
      const own = asked.map((record) => expected(record, domain));
      return [...own, { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: dmarc }];
    },
    checked: async (_sender, checks) =>
      checks.every(({ optional, status }) => optional || status === 'passed'),
    // Keys from before the relay signed.
    delete: async ({ domain }, { vault, sharedInSite }) => {
      if (!sharedInSite) await vault.delete(keyringName(domain));
    },
  };
}

async function answered(
  records: Exclude<RelayRecords, readonly RelayRecord[]>,
  domain: string,
): Promise<readonly RelayRecord[]> {
  const found = await Promise.resolve(domain)
    .then(records)
    .then(relayRecords.safeParse, () => undefined);
  if (found?.success) return found.data;
  // Without the cause: an API's error may quote its key.
  const said =
    'The function in dkim.relay failed, or answered what are no records: TXT and CNAME, with host and value.';
  throw new MessagingError('sender_provider_failed', said);
}

function expected({ type, host, value }: RelayRecord, domain: string): ExpectedRecord {
  const name = host === '@' ? domain : `${host.toLowerCase()}.${domain}`;
  return { purpose: /(^|\.)_domainkey(\.|$)/i.test(host) ? 'dkim' : 'ownership', type, name, value };
}
