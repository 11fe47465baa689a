import { type Actor, actorOptions } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import { checkArgument } from '../model/arguments.ts';
import { checkSenderKey } from '../model/sender-key.ts';
import type { Scope } from '../wiring.ts';
import { EmailSender } from './email-sender.ts';
import { noteSender } from './sender-audit.ts';
import { readState, readySender, requireSender, type SenderState } from './sender-state.ts';
import { SmsSender, type SmsSenderState, smsStateOf } from './sms-sender.ts';

/** A site's e-mail senders: `messaging.email.sender` is the one by default, whichever that is. */
export class EmailSenders {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** All of them as they stand: the one by default first, then by key. */
  async list(): Promise<readonly SenderState[]> {
    const all = await listed(this.#scope);
    return Promise.all(all.map((one) => readState(this.#scope, one)));
  }

  /**
   * The sender of this key, also before it is created: it is set up as the first is. Its key never changes.
   * @example await messaging.email.senders.named('billing').create({ name: 'Acme Billing', address: 'billing@acme.example' });
   * @throws MessagingError `invalid_argument`
   */
  named(key: string): EmailSender {
    checkSenderKey(key);
    return new EmailSender(this.#scope, key);
  }

  /**
   * Lets messages that name no sender leave with this one from now on; those that are recorded keep theirs.
   * @throws MessagingError `sender_not_found`, `sender_not_ready`, `conflict`, `invalid_argument`
   */
  async makeDefault(key: string, options: Actor = {}): Promise<SenderState> {
    checkSenderKey(key);
    checkArgument(actorOptions, options, { name: 'options' });
    await readySender(this.#scope, key);
    await makeDefault(this.#scope, key, options);
    return readState(this.#scope, await requireSender(this.#scope, key));
  }
}

/** A site's SMS senders: `messaging.sms.sender` is the one by default, which may be the transport's. */
export class SmsSenders {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The site's own: the one by default first, then by key. Empty where only the transport's default serves. */
  async list(): Promise<readonly SmsSenderState[]> {
    return (await listed(this.#scope)).map(smsStateOf);
  }

  /**
   * The sender of this key, also before it is set. Its key never changes.
   * @example await messaging.sms.senders.named('alerts').set('AcmeAlerts');
   * @throws MessagingError `invalid_argument`
   */
  named(key: string): SmsSender {
    checkSenderKey(key);
    return new SmsSender(this.#scope, key);
  }

  /**
   * Lets messages that name no sender leave with this one from now on; those that are recorded keep theirs.
   * @throws MessagingError `sender_not_found`, `conflict`, `invalid_argument`
   */
  async makeDefault(key: string, options: Actor = {}): Promise<SmsSenderState> {
    checkSenderKey(key);
    checkArgument(actorOptions, options, { name: 'options' });
    await makeDefault(this.#scope, key, options);
    return smsStateOf(await requireSender(this.#scope, key));
  }
}

function listed({ engine, site, channel }: Scope) {
  return engine.storage.senders.list(site.id, channel);
}

async function makeDefault(scope: Scope, key: string, { actor }: Actor): Promise<void> {
  const { senders } = scope.engine.storage;
  const sender = await requireSender(scope, key);
  if (sender.byDefault) return;
  if (!(await senders.makeDefault(sender.site, sender.channel, sender.id)))
    throw new MessagingError('conflict', 'The sender was deleted meanwhile: look again.');
  scope.engine.events.emit('sender.updated', { sender: { ...sender, byDefault: true } });
  await noteSender(scope, 'sender.made_default', sender, actor);
}
