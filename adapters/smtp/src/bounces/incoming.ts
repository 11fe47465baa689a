import { type Fields, readFields } from './fields.ts';
import { behead } from './head.ts';

/** A mail that came in, as far as a report can be read from it. */
export interface IncomingMail {
  /** The first of each header field. */
  readonly header: Fields;
  /** Every header field as it stands, for what may stand in any of them. */
  readonly head: string;
  /** What people read: the plain text. */
  readonly text: string;
  /** Every other part, decoded. */
  readonly parts: readonly IncomingPart[];
}

interface IncomingPart {
  /** In lower case: `message/delivery-status`. */
  readonly type: string;
  readonly text: string;
}

/** What matters of a report stands before the mail it returns, so a longer one is read up to here. */
const maxBytes = 1_000_000;
/** Each line, and even more each part, costs far more than its bytes. */
const maxLines = 20_000;
const maxParts = 1_000;
const maxDepth = 20;
const maxHeaderBytes = 500_000;
/** Of one part. */
const maxText = 200_000;

/** `undefined` where it is no mail that anything can be made of. Never throws. */
export async function readIncoming(raw: Uint8Array): Promise<IncomingMail | undefined> {
  const { default: PostalMime } = await import('postal-mime');
  try {
    const beheaded = behead(beginningOf(raw), maxHeaderBytes);
    if (!beheaded) return undefined;
    const { head, rest } = beheaded;
    const mail = await PostalMime.parse(rest, {
      // A returned mail is evidence, not content.
      forceRfc822Attachments: true,
      attachmentEncoding: 'utf8',
      maxNestingDepth: maxDepth,
      maxHeadersSize: maxHeaderBytes,
    });
    return {
      header: readFields(head)[0] ?? new Map(),
      head,
      text: (mail.text ?? (mail.attachments.length > 0 ? '' : bodyOf(rest))).slice(0, maxText),
      parts: mail.attachments.map(({ mimeType, content }) => ({
        type: mimeType,
        text: typeof content === 'string' ? content.slice(0, maxText) : '',
      })),
    };
  } catch {
    return undefined;
  }
}

/** Where no part could be found, as a gateway changed the boundary or dropped the header's type. */
function bodyOf(rest: Uint8Array): string {
  const body = Buffer.from(rest.buffer, rest.byteOffset, rest.byteLength);
  return body.toString('utf8', Math.max(body.indexOf('\r\n\r\n'), 0), maxText * 2);
}

function beginningOf(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, maxBytes));
  return beforeNth('\n--', maxParts, beforeNth('\n', maxLines, bytes));
}

function beforeNth(mark: string, nth: number, bytes: Buffer): Buffer {
  let end = -1;
  for (let count = 0; count < nth; count += 1) {
    end = bytes.indexOf(mark, end + 1);
    if (end === -1) return bytes;
  }
  return bytes.subarray(0, end);
}
