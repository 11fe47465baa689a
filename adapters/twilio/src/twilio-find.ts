import type { FindResult, Outgoing } from 'postern/adapter';
import type { Twilio } from 'twilio';
import type { TwilioApi } from './twilio-client.ts';
import { eventTypesOf } from './twilio-status.ts';

const pageSize = 50;
/** To one number, in the time since a hand-over began; more than this is no case to decide by matching texts. */
const maxPages = 20;

/**
 * Looks for a message by number and text: Twilio takes no id of ours. The sender is not compared, since a pool chooses
 * and some countries replace it; the date sent is not asked for, since a message that waits has none.
 */
export function findMessage(
  api: TwilioApi,
  { to, text }: Outgoing,
  since: Date,
  signal: AbortSignal,
): Promise<FindResult> {
  // Twilio's times have whole seconds.
  const from = Math.floor(since.getTime() / 1000) * 1000;
  return api.call(signal, async (client) => {
    const found = new Map<string, string | null>();
    /** Messages that may be ours: the provider left out what would tell. */
    let unsure = 0;
    let pages = 0;
    for await (const messages of pagesOf(client, to.address)) {
      // Newest first: a page without anything recent is the last that matters.
      const recent = messages.filter((message) => !isBefore(message, from));
      if (recent.length === 0) break;
      for (const message of recent) {
        const verdict = verdictOn(message, text);
        if (verdict === 'ours' && message.sid) found.set(message.sid, message.status);
        else if (verdict !== 'another') unsure += 1;
      }
      pages += 1;
      if (found.size > 1 || pages === maxPages) return { kind: 'ambiguous' };
    }
    const [one] = found;
    if (!one) return { kind: unsure > 0 ? 'ambiguous' : 'not_found' };
    const [providerId, status] = one;
    return { kind: 'found', providerId, type: eventTypesOf(status ?? '')?.[0] ?? 'sent' };
  });
}

/** A listed message. By the provider's document each field may be null, whatever its client declares. */
type Listed = {
  readonly [K in 'sid' | 'body' | 'direction' | 'status']: string | null | undefined;
} & { readonly [K in 'dateCreated' | 'dateUpdated']: Date | null | undefined };

/** Certainly created before that time; a message is never updated before it is created. */
function isBefore({ dateCreated, dateUpdated }: Listed, from: number): boolean {
  const times = [dateCreated, dateUpdated].map((date) => date?.getTime() ?? Number.NaN);
  const known = times.find((time) => !Number.isNaN(time));
  return known !== undefined && known < from;
}

function verdictOn(message: Listed, text: string): 'ours' | 'another' | 'unsure' {
  const { body, direction, dateCreated } = message;
  if (direction && direction !== 'outbound-api') return 'another';
  if (typeof body === 'string' && !isSame(body, text)) return 'another';
  const dated = dateCreated instanceof Date && !Number.isNaN(dateCreated.getTime());
  return direction && typeof body === 'string' && dated ? 'ours' : 'unsure';
}

type Page = Pick<Awaited<ReturnType<Twilio['messages']['page']>>, 'instances' | 'nextPage'>;

async function* pagesOf(client: Twilio, to: string): AsyncGenerator<Page['instances']> {
  let page: Page | undefined = await client.messages.page({ to, pageSize });
  while (page) {
    yield page.instances;
    page = await page.nextPage();
  }
}

/** A trial account writes this before every text. */
const trialPrefix = 'Sent from your Twilio trial account - ';

function isSame(body: string, text: string): boolean {
  const stored = body.startsWith(trialPrefix) ? body.slice(trialPrefix.length) : body;
  return plain(stored) === plain(text);
}

/** What may change on the way without the text being another. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
