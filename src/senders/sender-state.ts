import { MessagingError } from '../errors.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import type { Mailbox } from '../model/message.ts';
import type { Scope } from '../wiring.ts';

/** What is still to be done before a sender may send. */
export type MissingStep = 'create_sender' | 'validate_address' | 'validate_domain';

const steps: Readonly<Record<MissingStep, string>> = {
  create_sender: 'create a sender',
  validate_address: 'enter the code that was sent to its address',
  validate_domain: 'add the DNS records and check the domain',
};

/** A sender as the overview shows it. */
export interface SenderState {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly addressValidated: boolean;
  readonly domainValidated: boolean;
  /** Both hold: it may send. */
  readonly ready: boolean;
  readonly missing: readonly MissingStep[];
  readonly createdAt: Date;
}

export function stateOf(sender: SenderRecord): SenderState {
  const missing = missingSteps(sender);
  const { id, name, address, createdAt } = sender;
  return {
    ...{ id, name, address, createdAt, missing },
    addressValidated: sender.addressValidatedAt !== undefined,
    domainValidated: sender.domainValidatedAt !== undefined,
    ready: missing.length === 0,
  };
}

function missingSteps(sender: SenderRecord | undefined): readonly MissingStep[] {
  if (!sender) return ['create_sender'];
  return [
    ...(sender.addressValidatedAt ? [] : (['validate_address'] as const)),
    ...(sender.domainValidatedAt ? [] : (['validate_domain'] as const)),
  ];
}

/** The sender e-mail leaves with. @throws MessagingError `sender_not_ready` */
export async function readySender({ engine, site }: Scope): Promise<Mailbox> {
  const sender = await engine.storage.senders.get(site.id, 'email');
  const missing = missingSteps(sender);
  if (sender && missing.length === 0) return { name: sender.name, address: sender.address };
  throw new MessagingError(
    'sender_not_ready',
    `The sender is not ready. To do: ${missing.map((step) => steps[step]).join(', ')}.`,
    {
      details: { missing },
    },
  );
}

/** @throws MessagingError `sender_not_found` */
export async function requireSender({ engine, site, channel }: Scope): Promise<SenderRecord> {
  const sender = await engine.storage.senders.get(site.id, channel);
  if (sender) return sender;
  throw new MessagingError('sender_not_found', 'There is no sender yet: create one.');
}
