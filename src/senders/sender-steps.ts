import { MessagingError } from '../errors.ts';
import type { SenderRecord, SenderStanding, ValidatedBy } from '../interfaces/storage/senders.ts';
import type { Scope } from '../wiring.ts';
import { noteSender } from './sender-audit.ts';
import type { ByHost, SenderInput } from './sender-input.ts';
import { senderExists } from './sender-place.ts';
import { providersOf, saveStandings } from './sender-provider.ts';
import { readState, type SenderState } from './sender-state.ts';
import { setUp } from './set-up.ts';
import { confirmed } from './standings.ts';

/** Name and address as they are kept, and what one should know of them. @throws MessagingError `sender_refused`, `invalid_address` */
export async function checkIdentity({ engine: { dns } }: Scope, input: SenderInput) {
  const { checkSenderAddress, checkSenderName, checkTakesMail } = await setUp();
  const name = checkSenderName(input.name);
  const { email, warnings } = checkSenderAddress(input.address);
  const doubts = dns && !input.confirmedByHost ? await checkTakesMail(dns, email.domain) : [];
  return { name, address: email.address, domain: email.domain, warnings: [...warnings, ...doubts] };
}

/** `key`: the one that was asked for. @throws MessagingError `sender_exists` */
export async function insertSender(scope: Scope, sender: SenderRecord, key?: string): Promise<SenderRecord> {
  const { senders } = scope.engine.storage;
  if (await senders.insert(sender)) return sender;
  // Another became the one by default meanwhile.
  const beside = { ...sender, byDefault: false };
  if (key !== undefined && sender.byDefault && (await senders.insert(beside))) return beside;
  throw senderExists(key);
}

/** The first transport's standing on the host's word. @throws MessagingError `unsupported` */
export function vouchFor(scope: Scope, { actor }: ByHost): SenderStanding {
  const { codeSentBy = 'us' } = providersOf(scope)[0].registry ?? {};
  if (codeSentBy !== 'us') {
    const sentence = 'This provider takes the address only by the mail it sends itself.';
    throw new MessagingError('unsupported', sentence);
  }
  return confirmed({}, scope.engine.now(), 'host', actor);
}

/** Writes down that the transport takes the address. `actor`: who entered the code, had the provider asked, or vouches. */
export async function confirmSender(
  scope: Scope,
  sender: SenderRecord,
  { transport, by, actor }: { transport: string; by: ValidatedBy; actor: string | undefined },
): Promise<SenderState> {
  const now = scope.engine.now();
  const voucher = by === 'host' ? actor : undefined;
  const saved = await saveStandings(scope, sender, (standings) => ({
    ...standings,
    [transport]: confirmed(standings[transport] ?? { pending: true }, now, by, voucher),
  }));
  await noteSender(scope, 'sender.confirmed', saved, actor);
  return readState(scope, saved);
}
