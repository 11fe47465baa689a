import { MessagingError } from '../errors.ts';
import type { SenderRegistry } from '../interfaces/sender-registry.ts';
import type {
  CodeStanding,
  SenderRecord,
  SenderSignature,
  ValidatedBy,
} from '../interfaces/storage/senders.ts';
import type { Mailbox } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Scope } from '../wiring.ts';
import { codeRules, codeStanding } from './one-time-code.ts';
import { providersOf } from './sender-provider.ts';
import { addressOf, standingsOf, standingWith, type TransportStanding } from './standings.ts';

/** What is still to be done before a sender may send. */
export type MissingStep = 'create_sender' | 'validate_address' | 'validate_domain';

const steps: Readonly<Record<MissingStep, string>> = {
  create_sender: 'create a sender',
  validate_address: 'confirm its address with a code',
  validate_domain: 'add the DNS records and check the domain',
};

/** Where the code that confirms the address stands. */
export interface CodeState {
  /** Who mails it; `link`: the provider mails a link instead. Where it is not us, the rest is the provider's to know. */
  readonly sentBy: SenderRegistry['codeSentBy'];
  /** A code was sent to this address and can still be entered. */
  readonly open: boolean;
  /** Of the open one. */
  readonly expiresAt?: Date;
  /** Of the open one; 0: wrong codes used up the last that was sent, and no other was sent since. */
  readonly triesLeft?: number;
  /** `sendCode()` sends no other before; absent: it does at once. */
  readonly nextAt?: Date;
}

/** A sender as the overview shows it. */
export interface SenderState {
  readonly id: string;
  /** What messages and templates name it by: `default` for the first. */
  readonly key: string;
  /** Messages that name no sender leave with it. */
  readonly byDefault: boolean;
  readonly name: string;
  readonly address: string;
  /** What people's programs, as the console, put under a mail that is written by hand; nothing that is sent gets it by itself. */
  readonly signature?: SenderSignature;
  readonly addressValidated: boolean;
  /** With `addressValidated`: who says so. */
  readonly addressValidatedBy?: ValidatedBy;
  /** With the channel's first transport, as `addressValidated` and `ready`. */
  readonly domainValidated: boolean;
  /** Both hold: it may send. */
  readonly ready: boolean;
  readonly missing: readonly MissingStep[];
  readonly code: CodeState;
  /** How it stands with each transport, in the order they are tried: another than the first is passed over until it is in place. */
  readonly transports: readonly TransportStanding[];
  readonly createdAt: Date;
}

/** The e-mail sender as it stands now, its code included. */
export async function readState(scope: Scope, sender: SenderRecord): Promise<SenderState> {
  const providers = providersOf(scope);
  const standings = standingsOf(sender, providers[0].name);
  const transports = providers.map((provider) => standingWith(provider, standings));
  const missing = missingSteps(transports[0]);
  const { id, key, byDefault, name, address, signature, createdAt } = sender;
  const validated = addressOf(providers[0], standings);
  const { codeSentBy: sentBy = 'us' } = providers[0].registry ?? {};
  const ours = sentBy === 'us' && !validated;
  return present({
    id,
    key,
    byDefault,
    name,
    address,
    signature,
    addressValidated: validated !== undefined,
    addressValidatedBy: validated?.addressValidatedBy,
    domainValidated: transports[0]?.domainValidated ?? false,
    ready: missing.length === 0,
    missing,
    code: ours ? codeStateOf(await codeStanding(scope.engine, sender)) : { sentBy, open: false },
    transports,
    createdAt,
  });
}

/** A code whose tries are used up is not open, however long it would have been valid. */
function codeStateOf({ code, tooSoon }: CodeStanding): CodeState {
  const triesLeft = code && Math.max(0, codeRules.maxAttempts - code.attempts);
  const open = triesLeft !== undefined && triesLeft > 0;
  const expiresAt = open ? code?.expiresAt : undefined;
  return { sentBy: 'us', open, ...present({ expiresAt, triesLeft, nextAt: tooSoon?.retryAt }) };
}

function missingSteps(standing: TransportStanding | undefined): readonly MissingStep[] {
  if (!standing) return ['create_sender'];
  return [
    ...(standing.addressValidated ? [] : (['validate_address'] as const)),
    ...(standing.domainValidated ? [] : (['validate_domain'] as const)),
  ];
}

/**
 * The sender e-mail leaves with: the one of this key, or that by default.
 * @throws MessagingError `sender_not_ready`, `sender_not_found`, `channel_unavailable`
 */
export async function readySender(scope: Scope, key?: string): Promise<Mailbox> {
  const [first] = providersOf({ engine: scope.engine, channel: 'email' });
  const sender = await findSender(scope, key);
  const missing = missingSteps(sender && standingWith(first, standingsOf(sender, first.name)));
  if (sender && missing.length === 0) return { name: sender.name, address: sender.address };
  if (!sender && key !== undefined) throw await noSuchSender(scope, key);
  const others = sender ? [] : await keysOf(scope);
  const what = key === undefined ? 'The sender' : `The sender "${key}"`;
  const sentence =
    others.length > 0
      ? `The site has no sender by default: make one of ${listed(others)} the default, or name it in the message.`
      : `${what} is not ready. To do: ${missing.map((step) => steps[step]).join(', ')}.`;
  throw new MessagingError('sender_not_ready', sentence, { details: present({ missing, sender: key }) });
}

/** The sender of this key, or the one by default. */
export function findSender(
  { engine, site, channel }: Scope,
  key: string | undefined,
): Promise<SenderRecord | undefined> {
  const { senders } = engine.storage;
  return key === undefined ? senders.find(site.id, channel) : senders.named(site.id, channel, key);
}

/** @throws MessagingError `sender_not_found` */
export async function requireSender(scope: Scope, key?: string): Promise<SenderRecord> {
  const sender = await findSender(scope, key);
  if (sender) return sender;
  if (key !== undefined) throw await noSuchSender(scope, key);
  throw new MessagingError('sender_not_found', 'There is no sender yet: create one.');
}

/** A name that no sender has, with those that there are. */
export async function noSuchSender(scope: Scope, key: string): Promise<MessagingError> {
  const senders = await keysOf(scope);
  const there = senders.length > 0 ? `the site has ${listed(senders)}` : 'the site has none';
  const sentence = `There is no sender "${key}": ${there}.`;
  return new MessagingError('sender_not_found', sentence, { details: { sender: key, senders } });
}

async function keysOf({ engine, site, channel }: Scope): Promise<readonly string[]> {
  return (await engine.storage.senders.list(site.id, channel)).map(({ key }) => key);
}

function listed(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(', ');
}
