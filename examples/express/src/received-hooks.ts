import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

const maxKept = 100;

/** What is posted, as far as the page shows it: `docs/webhooks.md` has the rest. */
const payload = z.object({
  type: z.string(),
  data: z.object({
    eventId: z.string(),
    message: z
      .object({
        id: z.string(),
        channel: z.enum(['email', 'sms']),
        status: z.string(),
        reference: z.string().optional(),
      })
      .optional(),
  }),
});

/** An event as it came in. */
export interface ReceivedHook extends z.infer<typeof payload> {
  /** `webhook-id`: the same where it came again. */
  readonly id: string;
  /** When it came first. */
  readonly at: Date;
  /** How often it came: at least once is what is promised. */
  readonly times: number;
}

/** What another program does that is told of events: verify, then know by the id what came already. It keeps the newest 100, in memory. */
export class ReceivedHooks {
  readonly #webhook: Webhook;
  /** In the order in which they came. */
  readonly #hooks = new Map<string, ReceivedHook>();
  #strangers = 0;
  /** Plays a receiver that is down: what comes is answered by 503, and comes again. */
  down = false;

  constructor(secret: string) {
    this.#webhook = new Webhook(secret);
  }

  /** The HTTP status to answer by. @param body - as it came: the signature is over that */
  take(body: string, headers: IncomingHttpHeaders): 204 | 401 | 503 {
    const hook = this.#verified(body, headers);
    if (!hook) return 401;
    if (this.down) return 503;
    const id = String(headers['webhook-id']);
    const known = this.#hooks.get(id);
    this.#hooks.set(id, { ...hook, id, at: known?.at ?? new Date(), times: (known?.times ?? 0) + 1 });
    const [oldest] = this.#hooks.keys();
    if (this.#hooks.size > maxKept && oldest !== undefined) this.#hooks.delete(oldest);
    return 204;
  }

  /** Newest first. */
  list(): readonly ReceivedHook[] {
    return [...this.#hooks.values()].toReversed();
  }

  /** How many posts were turned away, since they bore no valid signature. */
  get strangers(): number {
    return this.#strangers;
  }

  #verified(body: string, headers: IncomingHttpHeaders) {
    try {
      const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      return payload.parse(this.#webhook.verify(body, plain));
    } catch {
      this.#strangers += 1;
      return undefined;
    }
  }
}
