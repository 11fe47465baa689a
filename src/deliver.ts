import type { Engine } from './engine.ts';
import type { Failure, Mailbox, Message, MessageContent, SealedContent } from './message.ts';
import { sealContext } from './prepare.ts';
import { retryDelay } from './retry.ts';
import { oneTimeCodeTemplate } from './senders/code-mail.ts';
import type { Claimed, Settlement } from './storage/messages.ts';
import type { Outgoing, SendResult, Transport } from './transport.ts';
import { createVault } from './vault.ts';

/** How long a transport may take to end after its signal was aborted. */
const abortGraceMs = 5_000;

/** Hop 4: hands one claimed message over, once. Never throws for what a transport does. `signal`: time is up, the lease is lost, or the worker stops. */
export async function handOver(
  engine: Engine,
  transport: Transport,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<SendResult> {
  const { message, attempt } = claimed;
  let outgoing: Outgoing;
  try {
    outgoing = toOutgoing(message, openContent(engine, message, claimed.content));
  } catch (error) {
    engine.events.fault(error, 'opening a sealed message');
    return {
      outcome: 'rejected',
      failure: {
        class: 'configuration',
        message: 'The sealed content cannot be opened: was "secret" changed?',
      },
    };
  }
  const vault = createVault(engine.storage.secrets, engine.secrets, message.site);
  try {
    return await Promise.race([transport.send(outgoing, { signal, attempt, vault }), overdue(signal)]);
  } catch (error) {
    // A bug in the transport: whether the other side took the message is anybody's guess.
    engine.events.fault(error, `a hand-over by ${transport.name}`);
    return {
      outcome: 'unknown',
      failure: { class: 'transport_fault', message: `The ${transport.name} transport failed unexpectedly.` },
    };
  }
}

/** Resolves only where a transport ignores its signal, so that it cannot hold a slot for ever. */
function overdue(signal: AbortSignal): Promise<SendResult> {
  const failure: Failure = { class: 'ambiguous', message: 'The transport did not answer in time.' };
  return new Promise((resolve) => {
    const late = () => setTimeout(() => resolve({ outcome: 'unknown', failure }), abortGraceMs).unref();
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
}

/** What a hand-over's result makes of the message: hop 5, as a pure decision. */
export function settlementOf(
  engine: Pick<Engine, 'delivery'>,
  claimed: Claimed,
  transport: string,
  result: SendResult,
  now: Date,
  random: number,
): Settlement {
  const { id, token, message, attempt } = claimed;
  const claim = { id, token };
  if (result.outcome === 'accepted') {
    const { providerId, response } = result;
    return {
      ...claim,
      to: 'sent',
      transport,
      ...(providerId ? { providerId } : {}),
      ...(response ? { detail: response } : {}),
    };
  }
  const { failure } = result;
  if (result.outcome === 'rejected') return { ...claim, to: 'failed', failure, detail: failure.message };
  if (result.outcome === 'paused') {
    return {
      ...claim,
      to: 'queued',
      reason: 'given_back',
      afterMs: result.afterMs ?? 0,
      failure,
      detail: failure.message,
    };
  }
  const ambiguous = result.outcome === 'unknown';
  if (ambiguous && engine.delivery.unknown[message.channel] === 'hold') {
    return { ...claim, to: 'unknown', failure, detail: failure.message };
  }
  const delay = retryDelay(attempt, engine.delivery.retry, random);
  if (delay === null)
    return {
      ...claim,
      to: ambiguous ? 'unknown' : 'failed',
      failure,
      detail: `${failure.message} Given up after ${attempt} attempts.`,
    };
  const afterMs = Math.max(delay, result.outcome === 'retry' ? (result.afterMs ?? 0) : 0);
  if (message.expiresAt && now.getTime() + afterMs >= message.expiresAt.getTime()) {
    return {
      ...claim,
      to: ambiguous ? 'unknown' : 'failed',
      failure,
      detail: `${failure.message} It would expire before the next attempt.`,
    };
  }
  return {
    ...claim,
    to: 'queued',
    reason: ambiguous ? 'unknown' : 'retry',
    afterMs,
    failure,
    detail: failure.message,
  };
}

function openContent(
  engine: Engine,
  message: Message,
  content: MessageContent | SealedContent,
): MessageContent {
  if (!('sealed' in content)) return content;
  return JSON.parse(engine.secrets.open(sealContext(message.site, message.id), content.sealed));
}

/** The same for every attempt: Message-ID and date come from the record. */
function toOutgoing(message: Message, content: MessageContent): Outgoing {
  const { id, site, channel, sender } = message;
  return {
    ...{ id, site, channel, from: sender, to: headerSafe(message.to), text: content.text },
    headers: content.headers ?? {},
    attachments: content.attachments ?? [],
    date: message.scheduledAt ?? message.createdAt,
    senderState: message.template?.id === oneTimeCodeTemplate.id ? 'unready' : 'ready',
    ...(content.subject === undefined ? {} : { subject: content.subject }),
    ...(content.html === undefined ? {} : { html: content.html }),
    ...(content.replyTo === undefined ? {} : { replyTo: content.replyTo }),
    ...(channel === 'email'
      ? { messageId: `<${id}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>` }
      : {}),
  };
}

/** A name that looks like an address misleads readers and parsers: the address alone says it better. */
function headerSafe({ name, address }: Mailbox): Mailbox {
  return name === undefined || name.includes('@') ? { address } : { name, address };
}
