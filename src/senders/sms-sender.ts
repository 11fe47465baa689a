import * as z from 'zod';
import { type Actor, actorOptions } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import type { SenderKind, SenderRecord } from '../interfaces/storage/senders.ts';
import type { Transport } from '../interfaces/transport.ts';
import { checkArgument } from '../model/arguments.ts';
import { phoneReader } from '../model/channel.ts';
import { createId } from '../model/ids.ts';
import type { Mailbox } from '../model/message.ts';
import { present } from '../model/present.ts';
import { firstKey } from '../model/sender-key.ts';
import { type Scope, transportOf } from '../wiring.ts';
import { noteSender } from './sender-audit.ts';
import { findSender, noSuchSender } from './sender-state.ts';

/** Who a site's SMS come from. */
export interface SmsSenderState {
  /** What messages and templates name it by; absent: the transport's default, which has none. */
  readonly key?: string;
  /** Messages that name no sender leave with it. */
  readonly byDefault: boolean;
  readonly kind: SenderKind;
  /** The name, number, short code or pool id, as it goes to the provider. */
  readonly value: string;
  /** The transport's default serves until the site sets its own. */
  readonly isDefault: boolean;
}

/** A site's SMS sender: the transport's default, until its own is set. */
export class SmsSender {
  readonly #scope: Scope;
  /** Absent: whichever is the one by default. */
  readonly #key: string | undefined;

  constructor(scope: Scope, key?: string) {
    this.#scope = scope;
    this.#key = key;
  }

  /** `undefined` where the site set none and the transport has no default; the default is no sender with a key. */
  async find(): Promise<SmsSenderState | undefined> {
    const own = await findSender(this.#scope, this.#key);
    return own ? smsStateOf(own) : this.#transportDefault();
  }

  async #transportDefault(): Promise<SmsSenderState | undefined> {
    const transport = transportOf(this.#scope);
    const value = transport.defaultSender?.address;
    if (this.#key !== undefined || value === undefined) return undefined;
    return { ...(await readSmsSender(value, transport)), isDefault: true, byDefault: true };
  }

  /**
   * The site's own sender, or the transport's default.
   * @throws MessagingError `sender_not_found` where the site set none and the transport has no default
   */
  async get(): Promise<SmsSenderState> {
    const sender = await this.find();
    if (sender) return sender;
    if (this.#key !== undefined) throw await noSuchSender(this.#scope, this.#key);
    throw new MessagingError('sender_not_found', 'No SMS sender is set, and the transport has no default.');
  }

  /**
   * Sets the site's own, anew or for the first time: a name, a number with its country, or a short code, as the channel's first transport takes them (see `Transport.readSender`).
   * @throws MessagingError `sender_refused`, `conflict`
   */
  async set(value: string, options: Actor = {}): Promise<SmsSenderState> {
    checkArgument(actorOptions, options, { name: 'options' });
    const { engine, site } = this.#scope;
    const { kind, value: address } = await readSmsSender(value, transportOf(this.#scope));
    const now = engine.now();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const current = await this.#settable();
      const identity = { kind, address, name: address, addressValidatedAt: now, domainValidatedAt: now };
      const sender: SenderRecord = {
        id: createId('snd', now),
        site: site.id,
        channel: 'sms',
        key: this.#key ?? firstKey,
        byDefault: this.#key === undefined,
        createdAt: now,
        revision: 1,
        ...identity,
      };
      const saved = current
        ? await this.#store.update(current, identity)
        : (await this.#store.insert(sender)) && sender;
      if (!saved) continue;
      const what = current ? 'sender.updated' : 'sender.created';
      engine.events.emit(what, { sender: saved });
      await noteSender(this.#scope, what, saved, options.actor);
      return smsStateOf(saved);
    }
    throw new MessagingError('conflict', 'The sender is being changed by someone else: look again.');
  }

  /** Removes it; where it was the one by default, back to the transport's. @throws MessagingError `sender_not_found` */
  async delete(options: Actor = {}): Promise<void> {
    checkArgument(actorOptions, options, { name: 'options' });
    const sender = await findSender(this.#scope, this.#key);
    if (!sender || !(await this.#store.delete(sender.site, 'sms', sender.id))) {
      throw new MessagingError('sender_not_found', 'This site has no SMS sender of its own.');
    }
    this.#scope.engine.events.emit('sender.deleted', { sender });
    await noteSender(this.#scope, 'sender.deleted', sender, options.actor);
  }

  /** The one to be changed. Where none is by default and the key of the first is there, that one is it again. */
  async #settable(): Promise<SenderRecord | undefined> {
    const current = await findSender(this.#scope, this.#key);
    if (current || this.#key !== undefined) return current;
    const first = await findSender(this.#scope, firstKey);
    if (!first || !(await this.#store.makeDefault(first.site, 'sms', first.id))) return undefined;
    return { ...first, byDefault: true };
  }

  get #store() {
    return this.#scope.engine.storage.senders;
  }
}

/** One of a site's own as people see it. */
export function smsStateOf({ key, byDefault, kind, address }: SenderRecord): SmsSenderState {
  return { key, byDefault, kind, value: address, isDefault: false };
}

/** The sender SMS leave with: the one of this key, or that by default. @throws MessagingError `sender_not_ready`, `sender_not_found` */
export async function smsSenderOf(scope: Scope, key?: string): Promise<Mailbox> {
  const sender = await new SmsSender(scope, key).find();
  if (sender) return { address: sender.value };
  if (key !== undefined) throw await noSuchSender(scope, key);
  throw new MessagingError(
    'sender_not_ready',
    'No SMS sender is set: set one, or give the transport a default.',
    {
      details: { missing: ['create_sender'] },
    },
  );
}

type SmsIdentity = { readonly kind: SenderKind; readonly value: string };

const identity = z.object({
  kind: z.enum(['alphanumeric', 'number', 'shortcode', 'pool']),
  value: z.string().min(1).max(100),
});
const answered = z.union([z.object({ refused: z.string().min(1).max(500) }), identity]).optional();

/** What the transport takes, or else the usual. @throws MessagingError `sender_refused`, `invalid_config` */
async function readSmsSender(input: string, transport: Transport): Promise<SmsIdentity> {
  if (typeof input !== 'string' || input.length > 100 || input.trim() === '') throw refused(senderForms);
  const value = input.trim();
  const { success, data } = answered.safeParse(transport.readSender?.(value));
  if (!success) {
    const sentence = `The transport "${transport.name}" answered readSender() with something that is no sender.`;
    throw new MessagingError('invalid_config', sentence);
  }
  if (data && 'refused' in data) throw refused(data.refused);
  return data ?? readUsualSender(value);
}

/** @throws MessagingError `sender_refused` */
async function readUsualSender(value: string): Promise<SmsIdentity> {
  if (/^\d{5,6}$/.test(value)) return { kind: 'shortcode', value };
  if (value.startsWith('+')) {
    const { parsePhone } = await phoneReader();
    try {
      return { kind: 'number', value: parsePhone(value).number };
    } catch (cause) {
      throw refused('The number is not valid: write it with its country, such as +44 7400 123456.', cause);
    }
  }
  if (/^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(value)) return { kind: 'alphanumeric', value };
  throw refused(senderForms);
}

const senderForms =
  'A sender is a name of 1 to 11 letters (A–Z), digits and spaces, one of them a letter; a number with its country, such as +44 7400 123456; or a short code of 5 or 6 digits.';

function refused(sentence: string, cause?: unknown): MessagingError {
  return new MessagingError(
    'sender_refused',
    sentence,
    present({ details: { reason: 'sms_sender' }, cause }),
  );
}
