import { type DnsServer, startDnsServer, type ZoneInput } from '@postern/node-dns/testing';
import type { DnsType } from 'postern';
import { z } from 'zod';
import type { DataDirectory } from './data-directory.ts';
import { HttpError } from './http-error.ts';

export const recordTypes = ['TXT', 'CNAME', 'MX', 'NS', 'A', 'AAAA'] as const satisfies readonly DnsType[];

/** One record as a person enters it. */
export interface ZoneEntry {
  readonly type: DnsType;
  /** The full name. */
  readonly name: string;
  /** MX: priority and host, `10 mail.acme.example`. TXT: literally, without quotes around it. */
  readonly value: string;
}

/** A domain as one has it before Postern: it takes mail, and nothing says yet who may send as it. */
const exampleZone: ZoneInput = {
  'acme.example': {
    NS: ['ns.acme.example'],
    A: ['127.0.0.1'],
    MX: [{ priority: 10, exchange: 'mail.acme.example' }],
  },
  'ns.acme.example': { A: ['127.0.0.1'] },
  'mail.acme.example': { A: ['127.0.0.1'] },
};

const text = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);
const entrySchema = z.object({
  type: z.enum(recordTypes, `must be one of ${recordTypes.join(', ')}`),
  name: text(253)
    .regex(/^[a-z0-9_*.-]+$/i, 'must be a full name, such as _dmarc.acme.example')
    .transform(hostName),
  value: text(4000).regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line'),
});

const fileName = 'zone.json';

/** 1024 bits, of nobody's. */
const someKey =
  'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';

/** The DNS server on this machine and the records it answers with. */
export class LocalDns {
  readonly #server: DnsServer;
  readonly #directory: DataDirectory | undefined;
  /** Names of others' zones: answered with, not listed. */
  readonly #foreign = new Set<string>();

  private constructor(server: DnsServer, directory: DataDirectory | undefined) {
    this.#server = server;
    this.#directory = directory;
  }

  /** With the records as they were left in the directory. @param port 0 for any free one */
  static async start(port: number, directory?: DataDirectory): Promise<LocalDns> {
    const kept = directory?.readJson(fileName, z.array(entrySchema));
    const server = await startDnsServer({ zone: kept ? {} : exampleZone, port });
    for (const entry of kept ?? []) addTo(server, entry);
    return new LocalDns(server, directory);
  }

  get port(): number {
    return this.#server.port;
  }

  stop(): Promise<void> {
    return this.#server.close();
  }

  list(): readonly ZoneEntry[] {
    return this.#server.zone
      .list()
      .filter(({ name }) => !this.#foreign.has(name))
      .flatMap(({ name, type, values }) => values.map((value) => ({ type, name, value: textOf(value) })));
  }

  has(entry: ZoneEntry): boolean {
    return this.list().some(
      ({ type, name, value }) => type === entry.type && name === entry.name && value === entry.value,
    );
  }

  /** What a provider keeps in its own zone: a key at this name, or at every one of a wildcard, for the sender's CNAMEs to point to. */
  serveKeysAt(name: string): void {
    this.#foreign.add(name);
    this.#server.zone.set(name, 'TXT', [someKey]);
  }

  /** Whether who looks a record up finds what was asked for. A DMARC record was only suggested: any is one. */
  answersAs(entry: ZoneEntry): boolean {
    if (!entry.name.startsWith('_dmarc.')) return this.has(entry);
    return this.list().some(({ name, value }) => name === entry.name && value.startsWith('v=DMARC1'));
  }

  /** Once only: a second identical record would be none of DNS. @throws MessagingError `invalid_argument` for what no zone can hold */
  add(entry: ZoneEntry): void {
    if (this.has(entry)) return;
    addTo(this.#server, entry);
    this.#keep();
  }

  /** @throws HttpError where there is no such record */
  remove(entry: ZoneEntry): void {
    if (!this.has(entry)) throw new HttpError(404, 'no_such_record', 'There is no such record.');
    const { zone } = this.#server;
    const { type, name, value } = entry;
    const left = (zone.get(name, type)?.values ?? []).filter((one) => textOf(one) !== value);
    zone.set(name, type, left);
    this.#keep();
  }

  #keep(): void {
    this.#directory?.write(fileName, `${JSON.stringify(this.list(), null, 2)}\n`);
  }
}

function addTo({ zone }: DnsServer, { type, name, value }: ZoneEntry): void {
  zone.add(name, type, type === 'MX' ? mailHost(value) : value);
}

/** @throws HttpError naming the field that is wrong */
export function readEntry(body: unknown): ZoneEntry {
  const parsed = entrySchema.safeParse(body);
  if (parsed.success) {
    const { type, name, value } = parsed.data;
    return { type, name, value: type === 'TXT' ? value : hostName(value) };
  }
  const [issue] = parsed.error.issues;
  const sentence = `"${issue?.path.join('.') || 'record'}" ${issue?.message ?? 'is not valid'}.`;
  throw new HttpError(400, 'invalid_record', sentence);
}

/** As the zone keeps names. */
function hostName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

type Value = string | readonly string[] | { readonly priority: number; readonly exchange: string };

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return 'exchange' in value ? `${value.priority} ${value.exchange}` : value.join('');
}

function mailHost(value: string): { readonly priority: number; readonly exchange: string } {
  const [, priority, exchange] = /^(\d{1,5})\s+(\S+)$/.exec(value) ?? [];
  if (priority && exchange) return { priority: Number(priority), exchange };
  throw new HttpError(
    400,
    'invalid_record',
    '"value" of an MX is a priority and a host: 10 mail.acme.example.',
  );
}
