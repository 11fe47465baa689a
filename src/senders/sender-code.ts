import { isMessagingError, MessagingError } from '../errors.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import type { Scope } from '../wiring.ts';
import { sendCodeMail } from './code-mail.ts';
import { issueCode, redeemCode } from './one-time-code.ts';
import { identityOf, registryContext, registryOf } from './sender-provider.ts';
import type { CodeState } from './sender-state.ts';

/** What became of sending a code, and where the code stands now. */
export interface CodeSent extends CodeState {
  /** A code is on its way. `false`: none was needed, or it was too soon for one: `nextAt`. */
  readonly sent: boolean;
}

/** Mails a new code in place of the old. @throws MessagingError `code_too_soon`, `unsupported` where the provider sends its own */
export async function sendCode(scope: Scope, sender: SenderRecord): Promise<void> {
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
}

/** Sends the code that a new address needs; whether one went, where it was not too soon for it. A provider's goes by itself. */
export async function sendFirstCode(scope: Scope, sender: SenderRecord): Promise<boolean> {
  if (sender.addressValidatedAt) return false;
  if (registryOf(scope)?.codeSentBy === 'provider') return true;
  try {
    await sendCode(scope, sender);
    return true;
  } catch (error) {
    if (!isMessagingError(error) || error.code !== 'code_too_soon') throw error;
    return false;
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
