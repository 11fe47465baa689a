import { findByMessageId } from './history/by-message-id.ts';
import { MessageChannel, type Overview } from './message-channel.ts';
import type { MessageDetail } from './model/message.ts';
import { present } from './model/present.ts';
import { EmailSender } from './senders/email-sender.ts';
import { readState, readySender, type SenderState } from './senders/sender-state.ts';
import { EmailSenders, SmsSenders } from './senders/senders.ts';
import { SmsSender, type SmsSenderState, smsSenderOf } from './senders/sms-sender.ts';
import type { DraftFinding } from './sending/check/findings.ts';
import type { CheckedMany } from './sending/check-many.ts';
import type { PreparedContent } from './sending/content.ts';
import type {
  AnyInput,
  EmailContentInput,
  EmailInput,
  Inputs,
  SmsContentInput,
  SmsInput,
  TemplateArgument,
} from './sending/input-types.ts';
import type { Receipt, SendOptions } from './sending/send.ts';
import type { SendManyOptions, SendManyResult } from './sending/send-many.ts';
import type { SmsPreview } from './sending/sms-preview.ts';
import type { Template } from './templates/template.ts';
import type { Scope } from './wiring.ts';

/** In which language a template speaks. */
export interface Spoken {
  /** The one that was taken; absent where no words of a template were, or it does not say what it speaks. */
  readonly language?: string;
  /** It does not speak the one that was wanted. Absent with the language. */
  readonly fellBack?: boolean;
}

/** An e-mail as it would go. */
export interface EmailPreview extends Spoken {
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** An e-mail as it would go, and what would hurt it. */
export interface EmailCheck extends EmailPreview {
  /** Its links first, then what it holds, how it looks, and its subject; at most 20 of one code. */
  readonly findings: readonly DraftFinding[];
}

function previewOf({ content, language, fellBack }: PreparedContent): EmailPreview {
  const { subject, text, html } = content;
  return present({ subject: subject ?? '', text, html, language, fellBack });
}

/** A site's e-mail. `Known`: the templates of the configuration. */
export class EmailChannel<Known extends Template = Template> extends MessageChannel<SenderState> {
  protected override readonly senderOf = readySender;
  /** Sets the site's sender up: its address, its domain. Where the site has several, this is the one by default. */
  readonly sender: EmailSender;
  /** All of the site's senders, by their keys. */
  readonly senders: EmailSenders;

  constructor(scope: Scope) {
    super(scope);
    this.sender = new EmailSender(scope);
    this.senders = new EmailSenders(scope);
  }

  /**
   * Records an e-mail to one recipient; it goes out by itself. In a host's transaction with `{ tx }`.
   * @throws MessagingError `sender_not_ready`, `sender_not_found`, `invalid_message`, `invalid_address`, `invalid_time`, `consumer_not_found`,
   * `consumer_unreachable`, `template_…`, `idempotency_conflict`: then nothing was recorded
   */
  send<T extends TemplateArgument = undefined>(
    input: EmailInput<T, Known>,
    options?: SendOptions,
  ): Promise<Receipt> {
    return this.sendInput(input, options);
  }

  /**
   * As {@link send} for many, streamed: memory stays flat. One bad input is reported and leaves the others alone. What refuses them all is
   * thrown before any is read.
   * @throws MessagingError the first of `invalid_argument` (options or a list that are none), `transactions_unsupported`, `channel_unavailable`
   * and `sender_not_ready`; `invalid_argument` also where the iterable or a callback throws
   */
  sendMany<T extends TemplateArgument = undefined>(
    inputs: Inputs<EmailInput<T, Known>, EmailInput<T | undefined, Known>>,
    options?: SendManyOptions,
  ): Promise<SendManyResult> {
    return this.sendInputs(inputs, options);
  }

  /**
   * What {@link sendMany} would make of these inputs, at most 1,000: who cannot be sent to and why, who is there twice. Each is looked up
   * and rendered as it would be; nothing is recorded.
   * @throws MessagingError `invalid_argument`, `channel_unavailable`
   */
  checkMany<T extends TemplateArgument = undefined>(
    inputs: readonly EmailInput<T, Known>[] | readonly EmailInput<T | undefined, Known>[],
  ): Promise<CheckedMany> {
    return this.checkInputs(inputs);
  }

  /** The mail as it would go, without recording anything: template rendered, prefix put on, text part made. @throws MessagingError as `send`, but for recipient and sender */
  async preview<T extends TemplateArgument = undefined>(
    input: EmailContentInput<T, Known>,
  ): Promise<EmailPreview> {
    return previewOf(await this.preparedOf(input));
  }

  /**
   * The mail as {@link preview} shows it, and what would hurt it, as codes: links, size, contrast, what is missing. Nothing is recorded and
   * nothing is asked over the network. Pass `topic`, `unsubscribe` and `essential` as `send` gets them.
   * @throws MessagingError as `preview`
   */
  async check<T extends TemplateArgument = undefined>(
    input: EmailContentInput<T, Known>,
  ): Promise<EmailCheck> {
    const given: Partial<AnyInput> = input;
    const prepared = await this.preparedOf(given);
    const { content, topic } = prepared;
    const { checkEmail } = await import('./sending/check/check-email.ts');
    const findings = await checkEmail(content, {
      topic: given.topic ?? topic,
      needsNoLink: given.unsubscribe === true || given.essential === true,
    });
    return { ...previewOf(prepared), findings };
  }

  /**
   * The message that a Message-ID names, as the `In-Reply-To` of an answer does, with or without the brackets; `undefined` where it is none of
   * this site's. Of a provider that gives mails an id of its own (Amazon SES, Brevo) it is known once that provider has reported on it.
   * @throws MessagingError `invalid_argument`
   */
  async findByMessageId(messageId: string): Promise<MessageDetail | undefined> {
    return findByMessageId(this.scope, messageId);
  }

  /** Figures for a page: counts by status, what is overdue, and the sender; from the storage, as they stand now. */
  async overview(): Promise<Overview<SenderState>> {
    const { engine, site } = this.scope;
    const senders = await engine.storage.senders.list(site.id, 'email');
    const sender = senders.find(({ byDefault }) => byDefault);
    const others = senders.filter((one) => one !== sender).length;
    return this.overviewWith(sender && (await readState(this.scope, sender)), others);
  }
}

/** A site's SMS. `Known`: the templates of the configuration. */
export class SmsChannel<Known extends Template = Template> extends MessageChannel<SmsSenderState> {
  protected override readonly senderOf = smsSenderOf;
  /** Sets the site's sender: a number, a short code or a name. Where the site has several, this is the one by default. */
  readonly sender: SmsSender;
  /** All of the site's own senders, by their keys. */
  readonly senders: SmsSenders;

  constructor(scope: Scope) {
    super(scope);
    this.sender = new SmsSender(scope);
    this.senders = new SmsSenders(scope);
  }

  /** Records an SMS to one recipient; it goes out by itself. In a host's transaction with `{ tx }`. @throws MessagingError as for e-mail, and `invalid_phone` */
  send<T extends TemplateArgument = undefined>(
    input: SmsInput<T, Known>,
    options?: SendOptions,
  ): Promise<Receipt> {
    return this.sendInput(input, options);
  }

  /**
   * As {@link send} for many, streamed: memory stays flat. One bad input is reported and leaves the others alone. What refuses them all is
   * thrown before any is read.
   * @throws MessagingError the first of `invalid_argument` (options or a list that are none), `transactions_unsupported`, `channel_unavailable`
   * and `sender_not_ready`; `invalid_argument` also where the iterable or a callback throws
   */
  sendMany<T extends TemplateArgument = undefined>(
    inputs: Inputs<SmsInput<T, Known>, SmsInput<T | undefined, Known>>,
    options?: SendManyOptions,
  ): Promise<SendManyResult> {
    return this.sendInputs(inputs, options);
  }

  /**
   * What {@link sendMany} would make of these inputs, at most 1,000: who cannot be sent to and why, who is there twice, how many segments all have. Each is looked up
   * and rendered as it would be; nothing is recorded.
   * @throws MessagingError `invalid_argument`, `channel_unavailable`
   */
  checkMany<T extends TemplateArgument = undefined>(
    inputs: readonly SmsInput<T, Known>[] | readonly SmsInput<T | undefined, Known>[],
  ): Promise<CheckedMany> {
    return this.checkInputs(inputs);
  }

  /** The SMS as it would go, with what it costs in segments, without recording anything. @throws MessagingError as `send`, but for recipient and sender */
  async preview<T extends TemplateArgument = undefined>(
    input: string | SmsContentInput<T, Known>,
  ): Promise<SmsPreview & Spoken> {
    const given = typeof input === 'string' ? { text: input } : input;
    const { content, language, fellBack } = await this.preparedOf(given);
    const { previewSms } = await import('./sending/sms-preview.ts');
    return present({ ...previewSms(this.scope.site, content.text), language, fellBack });
  }

  /**
   * Figures for a page: counts by status, what is overdue, and the sender, where one is set or the transport
   * has a default.
   * @throws MessagingError `channel_unavailable`
   */
  async overview(): Promise<Overview<SmsSenderState>> {
    const [sender, own] = await Promise.all([this.sender.find(), this.senders.list()]);
    return this.overviewWith(sender, own.filter(({ byDefault }) => !byDefault).length);
  }
}
