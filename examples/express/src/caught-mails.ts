import { type AddressObject, simpleParser } from 'mailparser';
import { present } from 'postern/adapter';
import { z } from 'zod';
import type { DataDirectory } from './data-directory.ts';
import { type Verdict, verdictSchema } from './mail-verdict.ts';

const maxMails = 500;
const folder = 'mail';

/** A mail as it came in over SMTP. */
export interface CaughtMail extends Caught {
  /** Counts from 1. */
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Each as it stood in the mail, folded lines included. */
  readonly headers: readonly string[];
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly bytes: number;
  }[];
  /** Where the header says that one may unsubscribe. */
  readonly unsubscribeUrl?: string;
}

/** What the mail itself does not say, and the mail. */
export interface Caught {
  readonly receivedAt: Date;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** By the keys and the policy that DNS held when it came. */
  readonly verdict: Verdict;
  readonly source: Buffer;
}

const fileSchema = z.object({
  receivedAt: z.coerce.date(),
  envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
  verdict: verdictSchema,
  source: z.base64().transform((text) => Buffer.from(text, 'base64')),
});

/** The newest 500 mails, each kept in a file of its own where there is a directory. */
export class CaughtMails {
  readonly #directory: DataDirectory | undefined;
  /** Oldest first. */
  readonly #mails: CaughtMail[] = [];

  private constructor(directory: DataDirectory | undefined) {
    this.#directory = directory;
  }

  static async open(directory: DataDirectory | undefined): Promise<CaughtMails> {
    const mails = new CaughtMails(directory);
    for (const name of directory?.list(folder) ?? []) {
      if (!/^\d+\.json$/.test(name)) continue;
      const caught = directory?.readJson(`${folder}/${name}`, fileSchema);
      if (caught) mails.#mails.push({ id: Number.parseInt(name, 10), ...(await readMail(caught)) });
    }
    return mails;
  }

  /** Once this has ended the mail survives the end of the process: only then may the sender be told that it was taken. */
  async add(caught: Caught): Promise<void> {
    const read = await readMail(caught);
    const id = (this.#mails.at(-1)?.id ?? 0) + 1;
    const file = { ...caught, source: caught.source.toString('base64') };
    this.#directory?.write(nameOf(id), JSON.stringify(file));
    this.#mails.push({ id, ...read });
    const [oldest] = this.#mails;
    if (this.#mails.length <= maxMails || !oldest) return;
    this.#mails.shift();
    this.#directory?.remove(nameOf(oldest.id));
  }

  /** Newest first. */
  list(): readonly CaughtMail[] {
    return this.#mails.toReversed();
  }

  /** By its number, or `latest`. */
  get(id: string): CaughtMail | undefined {
    return id === 'latest' ? this.#mails.at(-1) : this.#mails.find((mail) => String(mail.id) === id);
  }
}

/** With its number in eight digits: the order of the names is that of the mails. */
function nameOf(id: number): string {
  return `${folder}/${String(id).padStart(8, '0')}.json`;
}

async function readMail(caught: Caught): Promise<Omit<CaughtMail, 'id'>> {
  const mail = await simpleParser(caught.source);
  const headers = mail.headerLines.map(({ line }) => line);
  const unsubscribeUrl = unsubscribeUrlOf(headers);
  return present({
    ...caught,
    from: namesOf(mail.from),
    to: [mail.to].flat().map(namesOf).join(', '),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: typeof mail.html === 'string' ? mail.html : undefined,
    headers,
    attachments: mail.attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? 'unnamed',
      contentType,
      bytes: size,
    })),
    unsubscribeUrl,
  });
}

/** RFC 2369 §3.2: in angle brackets, with line breaks and spaces between that do not count. */
function unsubscribeUrlOf(headers: readonly string[]): string | undefined {
  const header = headers.find((line) => /^list-unsubscribe:/i.test(line)) ?? '';
  return /<(https?:[^<>]+)>/.exec(header.replace(/\s/g, ''))?.[1];
}

/** As a person reads them, without the quotes that a header needs. */
function namesOf(addresses: AddressObject | undefined): string {
  return (addresses?.value ?? [])
    .map(({ name, address = '' }) => (name ? `${name} <${address}>` : address))
    .join(', ');
}
