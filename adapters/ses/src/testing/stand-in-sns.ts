import { createSign, randomBytes, randomUUID } from 'node:crypto';
import { present } from 'postern/adapter';
import type { HttpAnswer, HttpCall, HttpPost, HttpRoutes } from 'postern/testing';
import { signingCertificate } from './stand-in-certificate.ts';

const certificatePath = `/SimpleNotificationService-${'0'.repeat(32)}.pem`;

/** What is signed, in this order (Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages"). */
const signedFields = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Subject',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
];

/** The topic that events come by, and who subscribed to it. */
export class StandInTopic {
  readonly #arn: string;
  readonly #clock: () => Date;
  /** By their tokens, until they are confirmed. */
  readonly #asked = new Map<string, string>();
  readonly #confirmed = new Set<string>();

  constructor(arn: string, clock: () => Date) {
    this.#arn = arn;
    this.#clock = clock;
  }

  /** The URLs whose subscription was confirmed. */
  get subscribers(): readonly string[] {
    return [...this.#confirmed];
  }

  get routes(): HttpRoutes {
    return {
      [`GET ${certificatePath}`]: async () => ({
        status: 200,
        body: (await signingCertificate()).pem,
        headers: { 'Content-Type': 'application/x-pem-file' },
      }),
      'GET /': ({ query }) => {
        const url = this.#asked.get(query.get('Token') ?? '');
        if (query.get('Action') !== 'ConfirmSubscription' || url === undefined) return { status: 400 };
        this.#confirmed.add(url);
        const body = '<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"/>';
        return { status: 200, body, headers: { 'Content-Type': 'text/xml' } };
      },
    };
  }

  /** Whether a call is none of the API's: Amazon has these at another host, and they are not signed. */
  isOpen({ method, path }: Pick<HttpCall, 'method' | 'path'>): boolean {
    return method === 'GET' && (path === '/' || path === certificatePath);
  }

  /** The URL that a form asks to subscribe, where it is one for this topic. */
  asked(form: FormData): string | undefined {
    const url = form.get('Endpoint');
    const right = form.get('Action') === 'Subscribe' && form.get('TopicArn') === this.#arn;
    return right && typeof url === 'string' && url.startsWith(`${form.get('Protocol')}://`) ? url : undefined;
  }

  /** The answer to that. */
  get subscribed(): HttpAnswer {
    const arn = `${this.#arn}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55`;
    const result = `<SubscribeResult><SubscriptionArn>${arn}</SubscriptionArn></SubscribeResult>`;
    const body = `<SubscribeResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${result}</SubscribeResponse>`;
    return { status: 200, body, headers: { 'Content-Type': 'text/xml' } };
  }

  /** Asks a URL to confirm that it is subscribed. */
  confirmation(url: string, at: string): Promise<HttpPost> {
    const Token = randomBytes(32).toString('hex');
    this.#asked.set(Token, url);
    const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: this.#arn, Token });
    const Message =
      'You have chosen to subscribe to a topic. To confirm the subscription, visit the SubscribeURL.';
    return this.#post(url, at, {
      Type: 'SubscriptionConfirmation',
      Message,
      Token,
      SubscribeURL: `${at}/?${query}`,
    });
  }

  /** Tells a URL something. */
  notification(url: string, at: string, Message: string): Promise<HttpPost> {
    const Subject = 'Amazon SES Email Event Notification';
    return this.#post(url, at, { Type: 'Notification', Subject, Message });
  }

  /** `at`: where the stand-in is. */
  async #post(url: string, at: string, what: Readonly<Record<string, string>>): Promise<HttpPost> {
    const { privateKey } = await signingCertificate();
    const fields: Readonly<Record<string, string>> = {
      ...what,
      MessageId: randomUUID(),
      TopicArn: this.#arn,
      Timestamp: this.#clock().toISOString(),
      SignatureVersion: '2',
      SigningCertURL: `${at}${certificatePath}`,
    };
    const sign = createSign('RSA-SHA256');
    for (const name of signedFields)
      if (fields[name] !== undefined) sign.update(`${name}\n${fields[name]}\n`);
    const body = JSON.stringify({ ...fields, Signature: sign.sign(privateKey, 'base64') });
    const headers = present({
      'Content-Type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-type': fields.Type,
    });
    return { url, body, headers };
  }
}
