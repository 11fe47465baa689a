import { MessagingError, type SendResult, type Transport } from 'postern';
import { readMail } from './bounces/bounce.ts';
import { returnPathOf } from './bounces/return-path.ts';
import { type SmtpSenders, smtpSenders } from './dkim/senders.ts';
import { Signer } from './dkim/signer.ts';
import { NotSent, SmtpError } from './sending/fault.ts';
import { composeMail } from './sending/mail.ts';
import { outcomeOf } from './sending/outcome.ts';
import { SmtpPool } from './sending/pool.ts';
import { SmtpSession } from './sending/session.ts';
import type { SmtpOptions } from './smtp-options.ts';
import { readSettings } from './smtp-settings.ts';

/** E-mail over SMTP, with everything a transport can have there. */
export type SmtpTransport = Transport &
  Required<Pick<Transport, 'readMail' | 'verify' | 'close'>> & { readonly senders: SmtpSenders };

/**
 * E-mail over any SMTP server, signed with DKIM keys of our own.
 *
 * @throws MessagingError `invalid_config`
 */
export function smtp(options: SmtpOptions): SmtpTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readSettings(options);
  const pool = new SmtpPool(settings);
  const signer = new Signer();

  return {
    name: settings.name,
    ...(settings.rate ? { rate: settings.rate } : {}),
    channel: 'email',
    capabilities: {
      handOverTimeoutMs: settings.handOverTimeoutMs,
    },
    senders: smtpSenders(settings),

    async send(message, { signal, vault }): Promise<SendResult> {
      try {
        const returnPath =
          settings.returnPath === undefined
            ? undefined
            : returnPathOf(settings.returnPath, message.id, vault);
        const bytes = await signer.sign(message, await composeMail(message, returnPath), vault);
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
        const { failure, outcome } = outcomeOf(error.fault, settings.replies);
        const code = outcome === 'paused' ? 'transport_misconfigured' : 'transport_unavailable';
        throw new MessagingError(code, failure.message, {
          details: { class: failure.class, code: failure.code },
        });
      }
    },

    close: () => pool.close(),
  };
}
