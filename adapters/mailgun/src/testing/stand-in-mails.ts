import { randomUUID } from 'node:crypto';
import type { HttpCall } from 'postern/testing';
import { fieldOf, formOf, Refusal } from './stand-in-refusal.ts';

/** A file of a mail. */
export interface StandInFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Shown by the HTML as `cid:` and its name. */
  readonly inline: boolean;
}

/** A mail as it was handed over. */
export interface StandInMail {
  /** Of Mailgun's, that it went through. */
  readonly domain: string;
  /** The Message-ID, without its brackets. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The address in `to`, without its name. */
  readonly recipient: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** What came as `h:…`. */
  readonly headers: Readonly<Record<string, string>>;
  /** What came as `v:…`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly files: readonly StandInFile[];
  readonly acceptedAt: Date;
}

/** Parameters that begin with `o:`, `h:`, `v:` or `t:` have so many bytes together. */
const maxOptions = 16_384;

/** Reads `POST /v3/<domain>/messages`. @throws Refusal */
export async function mailIn(call: HttpCall, domain: string, acceptedAt: Date): Promise<StandInMail> {
  const form = await formOf(call);
  const [from, to] = [fieldOf(form, 'from'), fieldOf(form, 'to')];
  addressIn(from, 'from');
  const recipient = addressIn(to, 'to');
  const texts = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
  const named = (prefix: string) =>
    Object.fromEntries(
      texts.flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
    );
  const options = texts.filter(([name]) => /^[ohvt]:/.test(name)).map(([name, value]) => `${name}${value}`);
  if (Buffer.byteLength(options.join('')) > maxOptions) {
    throw new Refusal(400, 'Send options (parameters starting with o:, h:, or v:) are limited to 16KB total');
  }
  const [text, html] = [form.get('text'), form.get('html')];
  if (typeof text !== 'string' && typeof html !== 'string') {
    throw new Refusal(
      400,
      "Need at least one of 'text', 'html', 'amp-html' or 'template' parameters specified",
    );
  }
  const headers = named('h:');
  const own = Object.entries(headers).find(([name]) => name.toLowerCase() === 'message-id')?.[1];
  return {
    domain,
    id: own?.replace(/^<|>$/g, '') ?? `${randomUUID()}@${domain}`,
    from,
    to,
    recipient,
    subject: fieldOf(form, 'subject'),
    headers,
    variables: named('v:'),
    acceptedAt,
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof html === 'string' ? { html } : {}),
    files: [...(await filesIn(form, 'attachment')), ...(await filesIn(form, 'inline'))],
  };
}

async function filesIn(form: FormData, name: 'attachment' | 'inline'): Promise<readonly StandInFile[]> {
  const files = form.getAll(name).filter((one) => typeof one !== 'string');
  return Promise.all(
    files.map(async (file) => ({
      filename: file.name,
      contentType: file.type,
      content: Buffer.from(await file.arrayBuffer()),
      inline: name === 'inline',
    })),
  );
}

/** One mailbox; a name that is not quoted holds no punctuation. @throws Refusal */
function addressIn(text: string, field: string): string {
  const named = /^(?:"(?:[^"\\]|\\.)*"|[^",.;:<>@()[\]\\]*) *<([^<>]+)>$/u.exec(text);
  const address = named?.[1] ?? text;
  if (!/^[^\s@<>",;]+@[^\s@<>",;]+$/.test(address)) {
    throw new Refusal(400, `${field} parameter is not a valid address. please check documentation`);
  }
  return address;
}
