import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brevo } from '@postern/brevo';
import { startBrevoStandIn } from '@postern/brevo/testing';
import { mailgun } from '@postern/mailgun';
import { startMailgunStandIn } from '@postern/mailgun/testing';
import { memory, memoryDns } from '@postern/memory';
import { postmark } from '@postern/postmark';
import { startPostmarkStandIn } from '@postern/postmark/testing';
import { resend } from '@postern/resend';
import { startResendStandIn } from '@postern/resend/testing';
import { sendgrid } from '@postern/sendgrid';
import { startSendGridStandIn } from '@postern/sendgrid/testing';
import { ses } from '@postern/ses';
import { startSesStandIn } from '@postern/ses/testing';
import { Messaging, nodeHandler, type Transport } from '../../src/index.ts';
import type { HttpReporting, HttpStandIn } from '../../src/testing/index.ts';

/** One provider's side: its transport, and the stand-in that it talks to. */
export interface Side {
  readonly transport: Transport<'email'>;
  readonly http: HttpStandIn;
  /** The texts of the mails that it took, oldest first. */
  texts(): readonly string[];
  /** The code that it mailed to an address by itself. */
  code?(address: string): string | undefined;
  /** Follows the link that it mailed to an address. */
  follow?(address: string): void;
  /** Reports that these of its events, by their place in `events`, happened to the mail at this place, and answers what came back. */
  report(mail: number, events: readonly number[], how: HttpReporting): Promise<readonly number[]>;
  /** How many kinds of events it can report. */
  readonly kinds: number;
  /** What has to be done at the provider for its reports to come. */
  setUp(url: string): Promise<void>;
  close(): Promise<void>;
}

const codeSender = { name: 'Codes', address: 'codes@host.example' };
const webhookToken = 'a-token-of-the-host';

/** A stand-in as all of them are. */
interface StandIn<Mail, Event> {
  readonly http: HttpStandIn;
  readonly mails: readonly Mail[];
  report(mail: NoInfer<Mail>, events: readonly Event[], how: HttpReporting): Promise<readonly number[]>;
  close(): Promise<void>;
}

function sideOf<Mail, Event>(
  standIn: StandIn<Mail, Event>,
  transport: Transport<'email'>,
  {
    textOf,
    events,
    ...more
  }: {
    readonly textOf: (mail: Mail) => string | undefined;
    readonly events: readonly Event[];
  } & Pick<Side, 'code' | 'follow'> &
    Partial<Pick<Side, 'setUp'>>,
): Side {
  return {
    transport,
    http: standIn.http,
    texts: () => standIn.mails.map((mail) => textOf(mail) ?? ''),
    async report(at, chosen, how) {
      const mail = standIn.mails[at];
      if (!mail) throw new Error('no such mail was taken');
      const told = chosen.flatMap((index) => events[index] ?? []);
      return told.length > 0 ? standIn.report(mail, told, how) : [];
    },
    kinds: events.length,
    async setUp(url) {
      await transport.registerWebhook?.(url);
    },
    async close() {
      await transport.close?.();
      await standIn.close();
    },
    ...more,
  };
}

/** All of them, by name. */
export const providers: Readonly<Record<string, () => Promise<Side>>> = {
  async brevo() {
    const standIn = await startBrevoStandIn();
    const codes = (address: string) => standIn.codes.get(address);
    const names = ['request', 'delivered', 'soft_bounce', 'hard_bounce', 'blocked', 'invalid_email', 'error'];
    const others = ['deferred', 'spam', 'unsubscribed', 'opened', 'unique_opened', 'click', 'new_in_2031'];
    return sideOf(standIn, brevo({ ...standIn.options, webhookToken }), {
      textOf: ({ textContent }) => textContent,
      code: codes,
      events: [...names, ...others].map((event) => ({ event })),
    });
  },
  async mailgun() {
    const standIn = await startMailgunStandIn();
    const permanent = { event: 'failed', severity: 'permanent' } as const;
    return sideOf(standIn, mailgun({ ...standIn.options, codeSender }), {
      textOf: ({ text }) => text,
      events: [
        { event: 'accepted' },
        { event: 'delivered' },
        { event: 'failed', severity: 'temporary', reason: 'generic', code: 451 },
        { ...permanent, reason: 'bounce', code: 550, enhancedCode: '5.1.1' },
        { ...permanent, reason: 'bounce', code: 550 },
        { ...permanent, reason: 'espblock', code: 554 },
        { ...permanent, reason: 'suppress-complaint', code: 607 },
        { event: 'opened' },
        { event: 'clicked', url: 'https://acme.example' },
        { event: 'complained' },
        { event: 'unsubscribed' },
        { event: 'new_in_2031' },
      ],
    });
  },
  async postmark() {
    const standIn = await startPostmarkStandIn();
    return sideOf(standIn, postmark({ ...standIn.options, webhookToken }), {
      textOf: ({ TextBody }) => TextBody,
      follow: (address) => standIn.follow(address),
      events: [
        { record: 'Delivery' },
        { record: 'Bounce', type: 'HardBounce' },
        { record: 'Bounce', type: 'SoftBounce' },
        { record: 'Bounce', type: 'Transient' },
        { record: 'Bounce', type: 'SpamNotification' },
        { record: 'SpamComplaint' },
        { record: 'Open' },
        { record: 'Click', link: 'https://acme.example' },
        { record: 'SubscriptionChange', origin: 'Recipient', reason: 'ManualSuppression' },
        { record: 'SubscriptionChange', origin: 'Customer', reason: null },
      ],
    });
  },
  async resend() {
    const standIn = await startResendStandIn();
    const bounce = (type: string, subType: string) => ({ type, subType, message: 'It came back.' });
    return sideOf(standIn, resend({ ...standIn.options, codeSender }), {
      textOf: ({ text }) => text,
      events: [
        { type: 'email.sent' },
        { type: 'email.delivered' },
        { type: 'email.delivery_delayed' },
        { type: 'email.bounced', bounce: bounce('Permanent', 'General') },
        { type: 'email.bounced', bounce: bounce('Transient', 'MailboxFull') },
        { type: 'email.suppressed' },
        { type: 'email.failed', failed: { reason: 'reached_daily_quota' } },
        { type: 'email.complained' },
        { type: 'email.opened' },
        { type: 'email.clicked' },
        { type: 'email.new_in_2031' },
      ],
    });
  },
  async sendgrid() {
    const standIn = await startSendGridStandIn();
    return sideOf(standIn, sendgrid({ ...standIn.options, codeSender }), {
      textOf: ({ content = [] }) => content.find(({ type }) => type === 'text/plain')?.value,
      events: [
        { event: 'processed' },
        { event: 'deferred' },
        { event: 'delivered' },
        { event: 'bounce', type: 'bounce', bounceClassification: 'Invalid Address', status: '5.1.1' },
        { event: 'bounce', type: 'blocked', bounceClassification: 'Content', status: '5.7.1' },
        { event: 'dropped', reason: 'Bounced Address' },
        { event: 'open' },
        { event: 'click', url: 'https://acme.example' },
        { event: 'spamreport' },
        { event: 'unsubscribe' },
        { event: 'new_in_2031' },
      ],
    });
  },
  async ses() {
    const standIn = await startSesStandIn();
    const bounce = (bounceType: string, bounceSubType: string) => ({ bounceType, bounceSubType });
    return sideOf(standIn, ses({ ...standIn.options, codeSender }), {
      textOf: ({ raw }) =>
        /^Content-Type: text\/plain.*?\r\n\r\n(.*?)(?:\r\n--|$(?![\s\S]))/ms.exec(raw.toString())?.[1],
      async setUp(url) {
        await standIn.subscribe(url);
      },
      events: [
        { eventType: 'Send' },
        { eventType: 'Delivery' },
        { eventType: 'DeliveryDelay' },
        { eventType: 'Bounce', bounce: bounce('Permanent', 'OnAccountSuppressionList') },
        { eventType: 'Bounce', bounce: bounce('Transient', 'MailboxFull') },
        { eventType: 'Bounce', bounce: bounce('Transient', 'ContentRejected') },
        { eventType: 'Complaint' },
        { eventType: 'Complaint', complaint: { complaintFeedbackType: 'not-spam' } },
        { eventType: 'Reject' },
        { eventType: 'Open' },
        { eventType: 'Click' },
        { eventType: 'Subscription' },
      ],
    });
  },
};

const address = 'news@acme.example';
/** 1024 bits, of nobody's. */
const publicKey =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';

/** A site that sends by these providers, in this order, and is called back by them over HTTP. */
export async function openSite(names: readonly string[]) {
  const sides = await Promise.all(names.map((name) => (providers[name] ?? unknownProvider)()));
  const dns = memoryDns({ 'acme.example': { MX: [{ exchange: 'mx.acme.example', priority: 10 }] } });
  const server = createServer((request, response) => {
    nodeHandler((one) => messaging.handle(one))(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`;
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), publicUrl, dns, ...memory() },
    email: sides.map(({ transport }) => transport),
  });
  const { sender } = messaging.email;
  const ourCode = () => {
    const texts = sides.flatMap((side) => side.texts());
    return texts.flatMap((text) => /\b\d{6}\b/.exec(text) ?? []).at(-1) ?? '';
  };

  return {
    messaging,
    sides,
    publicUrl,
    /** A sender that is in place at each, and reports that come. */
    async setUp() {
      await sender.create({ name: 'Acme', address });
      await messaging.deliverDue();
      for (const { transport, codeSentBy, addressValidated } of (await sender.get()).transports) {
        if (addressValidated) continue;
        const side = sides[names.indexOf(transport)];
        if (codeSentBy === 'link') {
          side?.follow?.(address);
          await sender.checkAddress({ transport });
          continue;
        }
        if (codeSentBy === 'us' && ourCode() === '') {
          await sender.sendCode({ transport });
          await messaging.deliverDue();
        }
        const code = codeSentBy === 'us' ? ourCode() : side?.code?.(address);
        await sender.confirm(code ?? '', { transport });
      }
      const { records } = await sender.domain();
      for (const { purpose, name, type, value } of records) {
        // Several may want a TXT at the domain itself.
        const others = records.filter((one) => one.purpose === 'ownership' && one.name === name);
        dns.set(name, type, purpose === 'ownership' ? others.map((one) => one.value) : [value]);
        if (type !== 'CNAME') continue;
        dns.set(value, 'A', ['192.0.2.1']);
        dns.set(value, 'TXT', [`v=DKIM1; k=rsa; p=${publicKey}`]);
      }
      const { transports } = await sender.checkDomain();
      for (const side of sides) await side.setUp(messaging.webhookUrl(side.transport));
      return transports;
    },
    async send(to = 'ada@customer.example') {
      const mail = { to: { address: to }, subject: 'Your parcel', text: 'It is at the door.' };
      const { id } = await messaging.email.send(mail);
      await messaging.deliverDue();
      return id;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      for (const side of sides) await side.close();
    },
  };
}

function unknownProvider(): never {
  throw new Error('There is no such provider.');
}
