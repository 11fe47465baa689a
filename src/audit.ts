import { z } from 'zod';
import { actorArgument, checkArgument, text } from './model/arguments.ts';
import { type AuditAction, type AuditEntry, auditActions } from './model/audit.ts';
import { checkLimit, decodeCursor, pageOf, pageOptions } from './model/cursor.ts';
import { createId } from './model/ids.ts';
import { present } from './model/present.ts';
import { storableText } from './model/text.ts';
import type { Engine, Scope } from './wiring.ts';

/** Who asks for a change. */
export interface Actor {
  /** The user or job, as the host names them: kept in a message's event and in `messaging.audit`. 200 characters at most. */
  readonly actor?: string | undefined;
}

export const actorOptions = z.strictObject({ actor: actorArgument });

/** A change, as it is noted. */
export interface AuditNote extends Pick<AuditEntry, 'action' | 'subject'> {
  readonly actor?: string | undefined;
  readonly detail?: string | undefined;
}

/** Whose change it is. */
type Where = Pick<Scope, 'engine' | 'tx'> & {
  readonly site: { readonly id: string };
  readonly channel?: Scope['channel'];
};

/**
 * Notes who changed what, once it is changed: within the host's transaction, where that is under way. What cannot be noted is told as a
 * fault, and the change stands; within a transaction that is the transaction's end.
 */
export async function noteChange(
  { engine, site, channel, tx }: Where,
  { action, subject, actor, detail }: AuditNote,
): Promise<void> {
  const at = engine.now();
  const entry: AuditEntry = present({
    id: createId('aud', at),
    site: site.id,
    at,
    action,
    channel,
    subject: storableText(subject, 400),
    actor,
    detail: detail === undefined ? undefined : storableText(detail, 500),
  });
  try {
    await engine.storage.audit.add(entry);
  } catch (error) {
    if (tx) throw error;
    engine.events.fault(error, 'noting a change');
    return;
  }
  // Within the host's transaction nothing has happened yet, and may never.
  if (!tx) engine.events.emit('audit.recorded', { entry });
}

/** Which entries a page shows; every filter given must fit. */
export interface AuditOptions {
  /** Who asked for it, exactly. */
  readonly actor?: string | undefined;
  /** What was done. */
  readonly action?: AuditAction | undefined;
  /** The id of a message, a template or a webhook; the key of a sender; an address as the suppression list has it. */
  readonly subject?: string | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** 1 to 100, default 50. */
  readonly limit?: number | undefined;
}

/** One page of the audit list. */
export interface AuditPage {
  /** Newest first. */
  readonly items: readonly AuditEntry[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

const auditOptions = pageOptions.extend({
  actor: actorArgument,
  action: z.enum(auditActions).optional(),
  subject: text(400).min(1).optional(),
});

/** Who changed what in one site: messages moved by people, suppressions, templates, senders, webhooks. `prune` removes what is old. */
export class AuditLog {
  readonly #engine: Engine;
  readonly #site: string;

  constructor(engine: Engine, site: string) {
    this.#engine = engine;
    this.#site = site;
  }

  /** A page, newest first. @throws MessagingError `invalid_cursor`, `invalid_argument` */
  async list(options: AuditOptions = {}): Promise<AuditPage> {
    checkArgument(auditOptions, options, { name: 'options' });
    const { actor, action, subject, cursor } = options;
    const limit = checkLimit(options.limit, 50, 100);
    const list = `audit\n${this.#site}`;
    const place = decodeCursor(list, cursor);
    const before = place && { at: place.at, id: place.key };
    const rows = await this.#engine.storage.audit.list(
      present({ site: this.#site, actor, action, subject, before, limit: limit + 1 }),
    );
    return pageOf(rows, { list, limit, placeOf: ({ at, id }) => ({ at, key: id }) });
  }
}
