import { isMessagingError, MessagingError } from '../errors.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import type { Scope } from '../wiring.ts';
import { sendCodeMail } from './code-mail.ts';
import { issueCode, redeemCode } from './one-time-code.ts';
import { ask, identityOf, registryOf } from './sender-provider.ts';
import type { CodeState } from './sender-state.ts';

/** What became of sending a code, and where the code stands now. */
export interface CodeSent extends CodeState {
  /** A code is on its way. `false`: none was needed, or it was too soon for one: `nextAt`. */
  readonly sent: boolean;
}

/** Mails a new code in place of the old. @throws MessagingError `code_too_soon`, `unsupported` where the provider sends its own */
export async function sendCode(scope: Scope, sender: SenderRecord): Promise<void> {
  const registry = registryOf(scope);
  if (registry && registry.codeSentBy !== 'us') {
    if (registry.resend) return ask(scope, identityOf(sender), registry.resend.bind(registry));
    throw new MessagingError(
      'unsupported',
      'The provider sends its mail once: delete the sender and create it again for a new one.',
    );
  }
  const { code, expiresAt } = await issueCode(scope.engine, sender);
  const from = registry?.codeSender ?? { name: sender.name, address: sender.address };
  await sendCodeMail(scope, sender, { from, code, expiresAt });
}

/** Sends the code that a new address needs; whether one went, where it was not too soon for it. A provider's goes by itself. */
export async function sendFirstCode(scope: Scope, sender: SenderRecord): Promise<boolean> {
  if (sender.addressValidatedAt) return false;
  const { codeSentBy = 'us' } = registryOf(scope) ?? {};
  if (codeSentBy !== 'us') return true;
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
  if (!registry || registry.codeSentBy === 'us') return redeemCode(scope.engine, sender, code);
  if (registry.codeSentBy === 'link')
    throw new MessagingError('unsupported', 'This provider mails a link: follow it, then checkAddress().');
  const taken = await ask(scope, identityOf(sender), (identity, context) =>
    registry.confirmCode(identity, code, context),
  );
  if (taken) return;
  throw new MessagingError('code_wrong', 'The provider does not know this code.');
}
