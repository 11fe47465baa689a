import { isMessagingError, MessagingError } from '../errors.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import type { Scope } from '../wiring.ts';
import { sendCodeMail } from './code-mail.ts';
import { issueCode, redeemCode } from './one-time-code.ts';
import { ask, identityOf, providersOf } from './sender-provider.ts';
import type { CodeState } from './sender-state.ts';
import { addressOf, type Provider, standingsOf } from './standings.ts';

/** What became of sending a code, and where the code stands now. */
export interface CodeSent extends CodeState {
  /** A code or a link is on its way. `false`: none was needed, or it was too soon for one: `nextAt`. */
  readonly sent: boolean;
}

/**
 * Mails a new code in place of the old, or has the provider mail its own again.
 * @throws MessagingError `code_too_soon`, `unsupported` where the provider mails once
 */
export async function sendCode(scope: Scope, sender: SenderRecord, provider: Provider): Promise<void> {
  const { registry } = provider;
  if (registry && registry.codeSentBy !== 'us') {
    const { resend } = registry;
    if (!resend)
      throw new MessagingError(
        'unsupported',
        `The provider of "${provider.name}" mails once: delete the sender and create it again for another mail.`,
      );
    await ask(scope, provider, knownTo(scope, sender, provider), (_, of, context) =>
      resend.call(registry, of, context),
    );
    return;
  }
  const { code, expiresAt } = await issueCode(scope.engine, sender);
  const from = registry?.codeSender ?? { name: sender.name, address: sender.address };
  await sendCodeMail(scope, sender, { from, code, expiresAt });
}

/** Sends the code that a new address needs; whether one went, where it was not too soon for it. A provider's goes by itself. */
export async function sendFirstCode(scope: Scope, sender: SenderRecord): Promise<boolean> {
  const [first] = providersOf(scope);
  if (addressOf(first, standingsOf(sender, first.name))) return false;
  const { codeSentBy = 'us' } = first.registry ?? {};
  if (codeSentBy !== 'us') return true;
  try {
    await sendCode(scope, sender, first);
    return true;
  } catch (error) {
    if (!isMessagingError(error) || error.code !== 'code_too_soon') throw error;
    return false;
  }
}

/** Who confirmed the address by this code. @throws MessagingError `code_wrong`, `code_expired`, `unsupported` */
export async function takeCode(
  scope: Scope,
  sender: SenderRecord,
  { provider, code }: { readonly provider: Provider; readonly code: string },
): Promise<'code' | 'provider'> {
  const { registry } = provider;
  if (!registry || registry.codeSentBy === 'us') {
    await redeemCode(scope.engine, sender, code);
    return 'code';
  }
  if (registry.codeSentBy === 'link')
    throw new MessagingError('unsupported', 'This provider mails a link: follow it, then checkAddress().');
  const right = await ask(scope, provider, knownTo(scope, sender, provider), (_, of, context) =>
    registry.confirmCode(of, code, context),
  );
  if (right) return 'provider';
  throw new MessagingError('code_wrong', 'The provider does not know this code.');
}

/** Whether the provider takes the address by now; `false` where it cannot be asked. */
export async function providerTakes(
  scope: Scope,
  sender: SenderRecord,
  provider: Provider,
): Promise<boolean> {
  const taken = await ask(scope, provider, knownTo(scope, sender, provider), async (registry, of, context) =>
    registry.codeSentBy === 'us' ? false : registry.addressValidated?.(of, context),
  );
  return taken ?? false;
}

function knownTo(scope: Scope, sender: SenderRecord, { name }: Provider) {
  const [first] = providersOf(scope);
  return identityOf(sender, standingsOf(sender, first.name)[name]?.providerId);
}
