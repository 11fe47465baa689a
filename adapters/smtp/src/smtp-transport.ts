import {
  NotSent,
  present,
  type SenderRegistry,
  type SendResult,
  type Transport,
  transportRefusal,
} from 'postern/adapter';
import { readMail } from './bounces/bounce.ts';
import { returnPathOf } from './bounces/return-path.ts';
import { relaySenders } from './dkim/relay.ts';
import { type SmtpSenders, smtpSenders } from './dkim/senders.ts';
import { Signer } from './dkim/signer.ts';
import { SmtpError } from './sending/fault.ts';
import { composeMail } from './sending/mail.ts';
import { outcomeOf } from './sending/outcome.ts';
import { SmtpPool } from './sending/pool.ts';
import { SmtpSession } from './sending/session.ts';
import type { OwnDkim, SmtpOptions } from './smtp-options.ts';
import { readSettings, type SmtpSettings } from './smtp-settings.ts';

/** E-mail over a relay, which signs it or does not. */
export type SmtpRelayTransport = Transport<'email'> &
  Required<Pick<Transport, 'readMail' | 'verify' | 'close'>>;

/** E-mail over SMTP, with everything a transport can have there. */
export type SmtpTransport = SmtpRelayTransport & { readonly senders: SmtpSenders };

/**
 * E-mail over any SMTP server, signed with DKIM keys of our own, or by the server: `dkim: 'relay'`.
 *
 * ```ts
 * const email = smtp({ url: process.env.SMTP_URL, returnPath: 'bounce@acme.example' });
 * await email.verify(); // throws where server or credentials cannot be used
 * const messaging = new Messaging({ site, secret, ...postgres(pool), dns: nodeDns(), email });
 * ```
 *
 * @throws MessagingError `invalid_config`
 */
export function smtp(options: SmtpOptions & { readonly dkim?: OwnDkim }): SmtpTransport;
export function smtp(options: SmtpOptions): SmtpRelayTransport;
export function smtp(options: SmtpOptions): SmtpRelayTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readSettings(options);
  const pool = new SmtpPool(settings);
  const signer = new Signer();

  return {
    name: settings.name,
    channel: 'email',
    capabilities: {
      handOverTimeoutMs: settings.handOverTimeoutMs,
    },
    ...present({
      rate: settings.rate,
      maxConcurrent: settings.maxConcurrent,
      senders: sendersOf(settings),
    }),

    async send(message, { signal, vault, correlation }): Promise<SendResult> {
      try {
        const returnPath =
          settings.returnPath === undefined ? undefined : returnPathOf(settings.returnPath, correlation);
        const [mail, keys] = await Promise.all([
          composeMail(message, returnPath),
          settings.dkim.signs === 'us' ? signer.keysFor(message, vault) : [],
        ]);
        const bytes = await signer.sign(message, mail, keys);
        const from = returnPath ?? message.from.address;
        const taken = await pool.handOver({ from, to: message.to.address, bytes }, signal);
        return { outcome: 'accepted', ...taken };
      } catch (error) {
        if (error instanceof NotSent) return error.result;
        if (error instanceof SmtpError) return outcomeOf(error.fault, settings.replies);
        throw error;
      }
    },

    readMail: (raw) => readMail(raw, new Date()),

    async verify() {
      try {
        // On a connection of its own: one that is kept says nothing of the credentials as they are now.
        const session = await SmtpSession.open(settings, new AbortController().signal);
        await session.quit();
      } catch (error) {
        if (!(error instanceof SmtpError)) throw error;
        throw transportRefusal(outcomeOf(error.fault, settings.replies).failure);
      }
    },

    async close() {
      signer.forget();
      await pool.close();
    },
  };
}

/** None where nothing is known of whom signs: a domain then needs no set-up. */
function sendersOf({ dkim, codeSender, dmarc }: SmtpSettings): SenderRegistry | undefined {
  const common = { ...present({ codeSender }), dmarc };
  if (dkim.signs === 'nobody') return undefined;
  return dkim.signs === 'us'
    ? smtpSenders({ ...common, selectorPrefix: dkim.selectorPrefix, second: dkim.second })
    : relaySenders({ ...common, records: dkim.records });
}
