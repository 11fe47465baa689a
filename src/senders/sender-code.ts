import { isMessagingError, MessagingError } from '../errors.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import type { Scope } from '../wiring.ts';
import { sendCodeMail } from './code-mail.ts';
import { issueCode, redeemCode } from './one-time-code.ts';
import { identityOf, registryContext, registryOf } from './sender-provider.ts';

export interface CodeSent {
  readonly sent: boolean;
  readonly expiresAt?: Date;
  /** Not sent: too many lately; from then on `sendCode()` works again. */
  readonly retryAt?: Date;
}

/** Mails a new code in place of the old. @throws MessagingError `code_too_soon`, `unsupported` where the provider sends its own */
export async function sendCode(scope: Scope, sender: SenderRecord): Promise<CodeSent> {
  const registry = registryOf(scope);
  if (registry?.codeSentBy === 'provider') {
    throw new MessagingError(
      'unsupported',
      'The provider sends its code once: delete the sender and create it again for a new one.',
    );
  }
  const { code, expiresAt } = await issueCode(scope.engine, sender);
  const from = registry?.codeSender ?? { name: sender.name, address: sender.address };
  await sendCodeMail(scope, sender, { from, code, expiresAt });
  return { sent: true, expiresAt };
}

/** As {@link sendCode}, but where it is too soon it says from when on. */
export async function trySendCode(scope: Scope, sender: SenderRecord): Promise<CodeSent> {
  try {
    return await sendCode(scope, sender);
  } catch (error) {
    if (!isMessagingError(error) || error.code !== 'code_too_soon') throw error;
    return { sent: false, retryAt: new Date(String(error.details.retryAt)) };
  }
}

/** @throws MessagingError `code_wrong`, `code_expired` */
export async function takeCode(scope: Scope, sender: SenderRecord, code: string): Promise<void> {
  const registry = registryOf(scope);
  if (registry?.codeSentBy !== 'provider' || !registry.confirmCode)
    return redeemCode(scope.engine, sender, code);
  if (await registry.confirmCode(identityOf(sender), code, registryContext(scope))) return;
  throw new MessagingError('code_wrong', 'The provider does not know this code.');
}
