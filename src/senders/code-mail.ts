import type { SenderRecord } from '../interfaces/storage/senders.ts';
import { createId } from '../model/ids.ts';
import type { Mailbox } from '../model/message.ts';
import { readableAddress } from '../model/readable-domain.ts';
import { withPrefix } from '../model/site.ts';
import { newMessage } from '../sending/prepare.ts';
import { record } from '../sending/send.ts';
import { recordWatched } from '../sending/watched.ts';
import { oneTimeCodeTemplate } from '../templates/own-templates.ts';
import type { Scope } from '../wiring.ts';

interface CodeMail {
  readonly from: Mailbox;
  readonly code: string;
  readonly expiresAt: Date;
}

/**
 * Queues the mail that carries the code to the address being validated. It is confidential (the code is nowhere in clear but in
 * the mail itself) and expires with the code. The only mail that leaves before its sender is ready.
 */
export async function sendCodeMail(scope: Scope, sender: SenderRecord, mail: CodeMail): Promise<void> {
  await recordWatched(scope, undefined, (watched) => recordCodeMail(watched, sender, mail));
}

async function recordCodeMail(
  scope: Scope,
  sender: SenderRecord,
  { from, code, expiresAt }: CodeMail,
): Promise<void> {
  const now = scope.engine.now();
  const minutes = Math.round((expiresAt.getTime() - now.getTime()) / 60_000);
  const text = [
    `${code} is the code to confirm that ${scope.site.name} may send mail as ${readableAddress(sender.address)}.`,
    `Enter it within ${minutes} minutes. If you did not ask for it, ignore this mail: without the code nothing happens.`,
  ].join('\n\n');
  const message = newMessage(scope, {
    id: createId('msg', now),
    input: { origin: 'sys', confidential: true, expiresAt },
    now,
    to: { address: sender.address },
    sender: from,
    priority: 'high',
    content: { subject: withPrefix(scope.site, 'email', 'Confirm your sender address'), text },
    template: oneTimeCodeTemplate,
    fingerprint: '',
  });
  await record(scope, [message]);
}
