import * as base64 from 'nodemailer/lib/base64';
import type MimeNode from 'nodemailer/lib/mime-node';
import * as qp from 'nodemailer/lib/qp';

/** Text beyond this is left to nodemailer, which encodes it in slices of this size with other work between them. */
const maxAtOnce = 65_536;

const encoders: Readonly<Record<string, (text: string) => string>> = {
  'quoted-printable': (text) => qp.wrap(qp.encode(text)),
  base64: (text) => base64.wrap(base64.encode(text)),
};

/**
 * The mail as `node.build()` makes it, but for where quoted-printable lines are broken. Mails of texts alone, which most are, are written in one go: nodemailer sends
 * each part through five streams with a pipeline and its abort, which costs more than all the rest of composing it.
 */
export async function mimeBytes(node: MimeNode): Promise<Buffer> {
  const text = textLength(node) <= maxAtOnce ? written(node) : undefined;
  if (text === undefined) return node.build();
  return Buffer.from(text.endsWith('\n') ? text : `${text}\r\n`);
}

/** In characters, of which each takes a byte or more; `Infinity` where there is anything but text, such as an attachment. */
function textLength({ content = '', childNodes }: MimeNode): number {
  if (typeof content !== 'string') return Number.POSITIVE_INFINITY;
  return childNodes.reduce((sum, child) => sum + textLength(child), content.length);
}

function written(node: MimeNode): string {
  const encoding = node.getTransferEncoding();
  // Also says what the node is: its kind and boundary are found as its headers are built.
  const head = `${node.buildHeaders()}\r\n\r\n`;
  const { content, multipart, boundary, childNodes } = node;
  const encode = (encoding && encoders[encoding]) || String;
  const body = typeof content === 'string' && content !== '' ? encode(content) : '';
  if (!multipart) return head + body;
  const parts = childNodes.map((child) => `--${boundary}\r\n${written(child)}`);
  return `${head}${body}${parts.join('\r\n')}\r\n--${boundary}--\r\n`;
}
