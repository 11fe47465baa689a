import { randomInt } from 'node:crypto';
import { nanoid } from 'nanoid';
import { MessagingError } from '../errors.ts';
import type { CodeStanding, CodeSubject, SenderRecord } from '../interfaces/storage/senders.ts';
import { addressKey } from '../model/channel.ts';
import type { Engine } from '../wiring.ts';

/**
 * OWASP ASVS 5.0 §6.5: single use, from a CSPRNG, at least 20 bits less the attempts allowed, 10 minutes at most. The limits on
 * sending are by address over all sites, remembered when a sender is deleted: nobody is mailed codes they did not ask for.
 */
export const codeRules = {
  digits: 6,
  ttlMs: 10 * 60_000,
  maxAttempts: 5,
  cooldownMs: 60_000,
  perHour: 5,
  perSitePerHour: 20,
} as const;

const purpose = 'one-time code';

function partsOf(
  sender: Pick<SenderRecord, 'id' | 'address'>,
  codeId: string,
  code: string,
): readonly string[] {
  return [sender.id, sender.address, codeId, code];
}

/** What a sender's codes are counted by: its mailbox, so that neither case nor a `+tag` makes another of it. */
function subjectOf({ secrets }: Engine, { site, channel, id, address }: SenderRecord): CodeSubject {
  const mailbox = addressKey(channel, address).replace(/\+[^@]*@/, '@');
  return { site, senderId: id, addressMac: secrets.mac('code address', [channel, mailbox]) };
}

/** Where the sender's code stands, and when the next may go. */
export function codeStanding(engine: Engine, sender: SenderRecord): Promise<CodeStanding> {
  return engine.storage.senders.codeStanding(subjectOf(engine, sender), { ...codeRules, ...engine.timed() });
}

/** Makes a new code in place of the old; only its HMAC is stored. @throws MessagingError `code_too_soon` */
export async function issueCode(
  engine: Engine,
  sender: SenderRecord,
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const code = randomInt(0, 10 ** codeRules.digits)
    .toString()
    .padStart(codeRules.digits, '0');
  const codeId = nanoid();
  const mac = engine.secrets.mac(purpose, partsOf(sender, codeId, code));
  const issued = await engine.storage.senders.issueCode(
    { ...subjectOf(engine, sender), codeId, mac },
    { ...codeRules, ...engine.timed() },
  );
  if (issued.kind === 'issued') return { code, expiresAt: issued.expiresAt };
  throw new MessagingError(
    'code_too_soon',
    `A new code can be sent from ${issued.retryAt.toISOString()} on.`,
    { details: { retryAt: issued.retryAt.toISOString(), limit: issued.limit } },
  );
}

/** Digits as a person types them, without the spaces. @throws MessagingError `code_malformed` */
export function readCode(input: string): string {
  const digits = typeof input === 'string' && input.length <= 100 ? input.replace(/[\s-]/g, '') : '';
  if (/^\d{6}$/.test(digits)) return digits;
  throw new MessagingError('code_malformed', `The code has ${codeRules.digits} digits.`);
}

/** Counts the attempt first, then compares in constant time, then uses the code up. @throws MessagingError `code_wrong`, `code_expired` */
export async function redeemCode(engine: Engine, sender: SenderRecord, code: string): Promise<void> {
  const { senders } = engine.storage;
  const attempt = await senders.attemptCode(sender.site, sender.id, {
    maxAttempts: codeRules.maxAttempts,
    ...engine.timed(),
  });
  if (attempt.kind === 'none') throw expired();
  if (!engine.secrets.verifyMac(purpose, partsOf(sender, attempt.codeId, code), attempt.mac)) {
    const { attemptsLeft } = attempt;
    throw new MessagingError(
      'code_wrong',
      attemptsLeft > 0
        ? `This is not the code we sent. ${attemptsLeft} ${attemptsLeft === 1 ? 'try' : 'tries'} left.`
        : 'This is not the code we sent, and it was the last try: ask for a new code.',
      { details: { attemptsLeft } },
    );
  }
  if (!(await senders.useCode(sender.site, sender.id, attempt.codeId))) throw expired();
}

function expired(): MessagingError {
  return new MessagingError(
    'code_expired',
    'There is no code to confirm: it expired or was used up. Ask for a new one.',
  );
}
