import { noteChange } from './audit.ts';
import { Preferences } from './feedback/preferences.ts';
import { Suppressions } from './feedback/suppressions.ts';
import {
  type Batch,
  type CancelBatchOptions,
  type CanceledBatch,
  cancelBatch,
  readBatch,
} from './history/batches.ts';
import { type CountOptions, countMessages } from './history/count.ts';
import { type DayCounts, readDaily } from './history/daily.ts';
import { eachMessage, type MatchOptions } from './history/each.ts';
import { type ExportOptions, exportMessages } from './history/export.ts';
import {
  type HistoryOptions,
  type HistoryPage,
  readHistory,
  readMessage,
  type SearchOptions,
  searchHistory,
} from './history/history.ts';
import { cancelMessage, type MoveOptions, rescheduleMessage, retryMessage } from './history/person-moves.ts';
import { type SendAgainOptions, sendAgain } from './history/send-again.ts';
import {
  readOutcomes,
  readStatistics,
  type Statistics,
  type StatisticsOptions,
} from './history/statistics.ts';
import type { Counted, SearchResult } from './interfaces/storage/messages.ts';
import type { OutcomeCounts } from './interfaces/storage/outcomes.ts';
import { actorArgument, checkArgument, idArgument, txOptions } from './model/arguments.ts';
import type { Message, MessageDetail, MessageId } from './model/message.ts';
import { present } from './model/present.ts';
import { unsubscribeUrlOf } from './model/public-urls.ts';
import type { ChannelSafeMode } from './model/safe-mode.ts';
import { takenStatuses } from './model/status.ts';
import type { StatusCounts } from './model/status-counts.ts';
import { type CheckedMany, checkMany } from './sending/check-many.ts';
import { type PreparedContent, prepareContent } from './sending/content.ts';
import type { AnyInput } from './sending/input-types.ts';
import { checkContent } from './sending/message-input.ts';
import { neededPublicUrl } from './sending/prepare.ts';
import { type Receipt, type SenderOf, type SendOptions, sendOne } from './sending/send.ts';
import { type SendManyOptions, type SendManyResult, sendMany } from './sending/send-many.ts';
import { Templates } from './templates/templates.ts';
import { overdueSince } from './unattended.ts';
import type { Scope } from './wiring.ts';

/** The figures of one site in one channel. */
export interface Overview<Sender> {
  /** Messages the other side took: sent, delivered or undelivered. */
  readonly sent: number;
  /** All messages by status. */
  readonly counts: StatusCounts;
  /**
   * Only where more wait (scheduled, queued, sending) than `counts` has: on PostgreSQL it counts 100,000 of these, on PGlite 20,000. What
   * has ended is counted whole.
   */
  readonly moreWaiting?: true;
  /**
   * Since when the message of this channel that waits longest, of any site, has been due; only where that is a minute ago or more. Then no
   * worker is started, its transports pause, or more waits than it can hand over.
   */
  readonly overdueSince?: Date;
  /** Only where safe mode is on: then not everybody is written to. */
  readonly safeMode?: ChannelSafeMode;
  /** The one by default; absent until there is one. */
  readonly sender?: Sender;
  /** How many senders the site has beside it. What each of them sent is not counted: `senders.list()` says how they stand. */
  readonly otherSenders: number;
}

/** One of a channel's transports. */
export interface TransportState {
  /** What messages name it by. */
  readonly name: string;
  /** Its provider says when a message arrived, and has where to say it (`publicUrl`). Where not, what was sent stays `sent`. */
  readonly reportsDelivery: boolean;
}

const moveOptions = txOptions.extend({ actor: actorArgument });

/** What all channels do, in one implementation. Every call concerns one site. */
export abstract class MessageChannel<Sender> {
  protected readonly scope: Scope;
  /** The templates people write; those in code are listed too. */
  readonly templates: Templates;
  /** The addresses this site does not send to. */
  readonly suppressions: Suppressions;
  /** What recipients opted out of themselves, topic by topic. */
  readonly preferences: Preferences;
  protected abstract readonly senderOf: SenderOf;

  constructor(scope: Scope) {
    this.scope = scope;
    const { engine, site, channel } = scope;
    this.suppressions = new Suppressions(scope);
    this.preferences = new Preferences(scope);
    this.templates = new Templates({
      site,
      channel,
      inCode: engine.templates,
      partsInCode: engine.templateParts,
      store: engine.storage.templates,
      now: engine.now,
      noted: (note) => noteChange(scope, note),
    });
  }

  protected async sendInput(input: unknown, options: SendOptions = {}): Promise<Receipt> {
    checkArgument(txOptions, options, { name: 'options' });
    return sendOne(this.scope, this.senderOf, input as AnyInput, options);
  }

  protected async preparedOf(given: object): Promise<PreparedContent> {
    const input: Partial<AnyInput> = given;
    checkContent(this.scope.channel, input);
    // No recipient, and so no link of theirs: one that shows where it will stand.
    const linkOf = input.unsubscribe
      ? () => unsubscribeUrlOf(neededPublicUrl(this.scope.engine), 'preview')
      : undefined;
    // Whoever it goes to, the content is the same.
    return prepareContent(this.scope, this.templates, { ...input, to: 'nobody' }, { linkOf });
  }

  /** Sends each of an iterable, read in batches. An input that is refused is reported and leaves the others alone. */
  protected async sendInputs(
    inputs: Iterable<unknown> | AsyncIterable<unknown>,
    options: SendManyOptions = {},
  ): Promise<SendManyResult> {
    return sendMany(this.scope, this.senderOf, inputs as AsyncIterable<AnyInput>, options);
  }

  /** What sending them would come to. */
  protected async checkInputs(inputs: readonly unknown[]): Promise<CheckedMany> {
    return checkMany(this.scope, this.senderOf, inputs as readonly AnyInput[]);
  }

  /** The channel's transports, in the order they are tried: what one may tell people of them. */
  transports(): readonly TransportState[] {
    const { engine, channel } = this.scope;
    return engine.transports[channel].map(({ name, capabilities }) => ({
      name,
      reportsDelivery: capabilities.reportsDelivery === true && engine.publicUrl !== undefined,
    }));
  }

  /** Newest first, a page at a time. @throws MessagingError `invalid_cursor`, `invalid_argument` */
  async history(options: HistoryOptions = {}): Promise<HistoryPage> {
    return readHistory(this.#list, options);
  }

  /** Over recipient, subject, sender and text; up to 100, newest first. @throws MessagingError `invalid_argument` */
  search(term: string, options: SearchOptions = {}): Promise<SearchResult> {
    return searchHistory(this.#list, term, options);
  }

  /**
   * All messages that match, newest first, one after another: read in pieces, so that memory stays flat however many they are. What arrives
   * meanwhile is left out. `for await (const message of messaging.email.each({ status: 'failed' })) …`
   * @throws MessagingError `invalid_argument` at once; while it is read, what `signal` was aborted with, and `conflict` where a search gets no further
   */
  each(options: MatchOptions = {}): AsyncIterable<Message> {
    return eachMessage(this.#list, options);
  }

  /**
   * How many messages match; with `more` at least so many, where counting ended at `most` (1 to 100,000, default 10,000) or after two seconds.
   * Of statuses alone the count is exact, however many.
   * @throws MessagingError `invalid_argument`
   */
  async count(options: CountOptions = {}): Promise<Counted> {
    return countMessages(this.#list, options);
  }

  /**
   * All messages that match as CSV (RFC 4180, UTF-8), newest first: a stream for a file or an answer, of any size with flat memory, read as
   * fast as it is taken. No cell is run as a formula by a spreadsheet. Content is not in it, but for the first 200 characters (`preview`).
   * `new Response(messaging.email.export({ from }))`
   * @throws MessagingError `invalid_argument` at once; reading it rejects as `each` does
   */
  export(options: ExportOptions = {}): ReadableStream<Uint8Array> {
    return exportMessages(this.#list, options);
  }

  /**
   * What became of a batch, up to its newest 100,000 messages: how many stand at each status, what failed and why, when it was sent and by
   * whom. Read from the record at each call.
   * @throws MessagingError `batch_not_found`, `invalid_argument`
   */
  async batch(id: string): Promise<Batch> {
    return readBatch(this.scope, id);
  }

  /**
   * Takes back what of a batch waits still; what was handed over stays. Called again, it takes back what has come since, and else nothing.
   * One entry in the audit list, `batch.canceled`, says how many.
   * @throws MessagingError `batch_not_found`, `invalid_argument`
   */
  async cancelBatch(id: string, options: CancelBatchOptions = {}): Promise<CanceledBatch> {
    return cancelBatch(this.scope, id, options);
  }

  /** One message with its content and events. @throws MessagingError `message_not_found` */
  async get(id: MessageId): Promise<MessageDetail> {
    checkArgument(idArgument, id, { name: 'id' });
    return readMessage(this.#list, id);
  }

  /** Takes back a message that waits; in a host's transaction with `{ tx }`. @throws MessagingError `message_not_found`, `illegal_status` */
  async cancel(id: MessageId, options: MoveOptions = {}): Promise<Message> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(moveOptions, options, { name: 'options' });
    return cancelMessage({ ...this.scope, tx: options.tx }, id, options);
  }

  /** Gives a message that waits another time, or lets it go at once (`'now'`); in a host's transaction with `{ tx }`. @throws MessagingError `message_not_found`, `illegal_status`, `invalid_time` */
  async reschedule(id: MessageId, at: Date | 'now', options: MoveOptions = {}): Promise<Message> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(moveOptions, options, { name: 'options' });
    return rescheduleMessage({ ...this.scope, tx: options.tx }, id, { at, actor: options.actor });
  }

  /** Tries a message that failed, was suppressed or is unknown once more; in a host's transaction with `{ tx }`. @throws MessagingError `message_not_found`, `illegal_status`, `message_erased`, `message_expired` */
  async retry(id: MessageId, options: MoveOptions = {}): Promise<Message> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(moveOptions, options, { name: 'options' });
    return retryMessage({ ...this.scope, tx: options.tx }, id, options);
  }

  /**
   * Sends what a message said once more, whatever became of it: a new message, with an id of its own, files and invitation included, to the
   * same recipient or to another (`to`). Links in it that act for its recipient are made the new one's; it leaves with the sender it had, or
   * where that is gone with the one by default. Its times (`scheduledAt`, `expiresAt`) and its idempotency key are not copied. In a host's
   * transaction with `{ tx }`.
   * @throws MessagingError `message_not_found`, `message_erased`, `message_confidential`, `illegal_status` (it waits still, or is being sent), and as `send`
   */
  async sendAgain(id: MessageId, options: SendAgainOptions = {}): Promise<Receipt> {
    return sendAgain(this.scope, this.senderOf, id, options);
  }

  /** Messages created on each of the last days (UTC, today included, 1 to 366), by status; oldest first, days without any included. @throws MessagingError `invalid_argument` */
  async daily(days = 30): Promise<readonly DayCounts[]> {
    const { engine, site, channel } = this.scope;
    return readDaily(engine, site.id, channel, days);
  }

  /**
   * Messages counted in groups by the status they have now: by the hour they were created in, by template, or by the domain of their recipient.
   * What was created last counts first, and counting is bounded: see `countedBackTo`.
   * @throws MessagingError `invalid_argument`, `unsupported` (a channel whose addresses have no domain)
   */
  async statistics(options: StatisticsOptions): Promise<Statistics> {
    return readStatistics(this.#list, options);
  }

  /**
   * What became of what was handed over in the last days (1 to 31), for rates: how much was handed over, bounced, and was reported as unwanted,
   * by the hour in which that was learned. Gmail and Yahoo want below 0.1 % complained, most providers below 2 % bounced.
   * @throws MessagingError `invalid_argument`
   */
  async outcomes(days = 30): Promise<OutcomeCounts> {
    return readOutcomes(this.#list, days);
  }

  protected async overviewWith(sender: Sender | undefined, otherSenders: number): Promise<Overview<Sender>> {
    const { engine, site, channel } = this.scope;
    const [{ counts, more }, overdue] = await Promise.all([
      engine.storage.messages.counts(site.id, channel),
      overdueSince(engine.storage, engine.now(), [channel]),
    ]);
    const sent = takenStatuses.reduce((sum, status) => sum + counts[status], 0);
    const figures = present({
      sent,
      counts,
      moreWaiting: more || undefined,
      otherSenders,
      overdueSince: overdue,
      safeMode: engine.safeMode?.[channel],
    });
    return sender === undefined ? figures : { ...figures, sender };
  }

  get #list() {
    const { engine, site, channel } = this.scope;
    return { engine, site: site.id, channel };
  }
}
