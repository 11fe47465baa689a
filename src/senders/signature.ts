import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { SenderRecord, SenderSignature } from '../interfaces/storage/senders.ts';
import { text } from '../model/arguments.ts';
import { present } from '../model/present.ts';
import { htmlReader } from '../sending/content.ts';
import type { Scope } from '../wiring.ts';
import { patchSender } from './sender-provider.ts';

/** The longest signature, in UTF-16 units: of its HTML, and of its text. */
const signatureLimit = 20_000;

/** What is written under a mail: either of the two, or both. */
export interface SignatureInput {
  /** At most 20,000 characters. Kept as it is: an image in it is one that receivers can load, none that is attached. */
  readonly html?: string | undefined;
  /** At most 20,000 characters. Absent: made of `html`. */
  readonly text?: string | undefined;
}

export const signatureInput = z
  .strictObject({ html: text(signatureLimit).optional(), text: text(signatureLimit).optional() })
  .nullable();

/** Writes down what stands under the sender's mails by hand; `null` takes it away. @throws MessagingError `invalid_argument`, `conflict` */
export async function saveSignature(
  scope: Scope,
  sender: SenderRecord,
  input: SignatureInput | null,
): Promise<SenderRecord> {
  const signature = input && (await signatureOf(input));
  return patchSender(scope, sender, () => ({ signature }));
}

async function signatureOf({ html, text: given }: SignatureInput): Promise<SenderSignature> {
  const hasHtml = html !== undefined && html.trim() !== '';
  const written = given ?? (hasHtml ? (await htmlReader()).textFromHtml(html) : '');
  const lines = written.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd();
  if (lines.trim() === '') {
    const sentence = 'The signature says nothing: give it a text, or null to have none.';
    throw new MessagingError('invalid_argument', sentence, { details: { field: 'signature' } });
  }
  return present({ html: hasHtml ? html : undefined, text: lines });
}
