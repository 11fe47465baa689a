import { createVerify, X509Certificate } from 'node:crypto';
import type { Agent } from 'node:http';
import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { WebhookRequest } from '../interfaces/provider-events.ts';
import { providerApi } from './provider-api.ts';
import { ProviderError, unreadableAnswer } from './provider-fault.ts';
import { jsonOf } from './webhook-body.ts';

/** Whose messages are taken. */
export interface SnsOptions {
  /** ARNs of topics. Of others nothing is looked at: anybody may have a topic at Amazon. */
  readonly topics: readonly string[];
  /** Where certificates are instead of Amazon's hosts: a stand-in on this machine. */
  readonly certificatesAt?: URL | undefined;
  /** For a proxy. */
  readonly agent?: Agent | undefined;
  /** For one request to Amazon, in ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** Default: the machine's. */
  readonly clock?: (() => Date) | undefined;
}

const name = 'Amazon SNS';
/** Made by the first reader: importing an adapter is part of each start of a host. */
const messageSchema = () => {
  const text = z.string().max(1_000_000);
  return z.object({
    Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
    MessageId: text,
    TopicArn: text,
    Message: text,
    Timestamp: text,
    Subject: text.nullish().transform((subject) => subject ?? undefined),
    Token: text.optional(),
    SubscribeURL: z.url().optional(),
    SignatureVersion: z.enum(['1', '2']),
    Signature: text,
    SigningCertURL: z.url(),
  });
};
/** A message of Amazon SNS whose signature is right, by SNS's own names. */
export type SnsMessage = z.infer<ReturnType<typeof messageSchema>>;

/** Reads what Amazon SNS posts. */
export interface SnsReader {
  /**
   * The message, where it is signed by Amazon SNS and from one of the topics; `undefined` where not.
   * @throws MessagingError `transport_unavailable` where the certificate cannot be had: SNS has to post it again
   */
  read(request: WebhookRequest): Promise<SnsMessage | undefined>;
  /**
   * Confirms a subscription: asks for the URL of a `SubscriptionConfirmation`. May be repeated.
   * @throws MessagingError `transport_unavailable`
   */
  confirm(message: SnsMessage): Promise<void>;
  /** Closes the connections. */
  close(): void;
}

/** What is signed, in this order (Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages"). */
const signed = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const satisfies Record<SnsMessage['Type'], readonly (keyof SnsMessage)[]>;

const hashes = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' } as const;
const amazonHost = /^sns\.[a-z0-9-]{3,40}\.amazonaws\.com(\.cn)?$/;
const certificateName = /^\/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem$/;
/** Amazon has one for a region at a time. */
const mostCertificates = 20;

/**
 * Reads what Amazon SNS posts, and believes it by its signature. Certificates come from Amazon's own hosts only, are asked for once, within
 * a time, and kept. By `node:crypto`: the libraries there are (`sns-validator`, `sns-payload-validator`) ask for them without a limit of time, and keep
 * whatever is answered.
 */
export function snsReader({ topics, certificatesAt, ...options }: SnsOptions): SnsReader {
  const { agent, timeoutMs = 10_000, clock = () => new Date() } = options;
  const message = messageSchema();
  const certificates = new Map<string, Promise<X509Certificate>>();
  const apis = new Map<string, ReturnType<typeof providerApi>>();

  const isTheirs = ({ protocol, host, origin }: URL) =>
    certificatesAt ? origin === certificatesAt.origin : protocol === 'https:' && amazonHost.test(host);

  const ask = async (url: URL): Promise<unknown> => {
    const api =
      apis.get(url.origin) ?? providerApi({ provider: name, baseUrl: new URL(url.origin), timeoutMs, agent });
    apis.set(url.origin, api);
    const { body } = await api.request({ path: url.pathname, query: url.searchParams });
    return body;
  };

  const certificateAt = ({ href }: URL): Promise<X509Certificate> => {
    const known = certificates.get(href);
    if (known) return known;
    const asked = ask(new URL(href)).then(certificateIn);
    certificates.set(href, asked);
    asked.catch(() => certificates.delete(href));
    const [oldest = ''] = certificates.keys();
    if (certificates.size > mostCertificates) certificates.delete(oldest);
    return asked;
  };

  const orUnavailable = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { fault } = error;
      const code = fault.kind === 'broken' ? fault.code : `HTTP ${fault.status}`;
      throw new MessagingError('transport_unavailable', `${name} did not answer as it should.`, {
        details: { class: 'network', code },
      });
    }
  };

  return {
    async read(request) {
      const { data } = message.safeParse(jsonOf(request));
      if (!data || !topics.includes(data.TopicArn)) return undefined;
      const url = new URL(data.SigningCertURL);
      if (!isTheirs(url) || !certificateName.test(url.pathname) || url.search !== '') return undefined;
      const certificate = await orUnavailable(() => certificateAt(url));
      return isSigned(data, certificate, clock()) ? data : undefined;
    },
    async confirm({ Type, SubscribeURL }) {
      if (Type !== 'SubscriptionConfirmation' || SubscribeURL === undefined) return;
      const url = new URL(SubscribeURL);
      if (isTheirs(url)) await orUnavailable(() => ask(url));
    },
    close() {
      for (const api of apis.values()) api.close();
    },
  };
}

function certificateIn(pem: unknown): X509Certificate {
  try {
    return new X509Certificate(String(pem));
  } catch {
    throw unreadableAnswer(name);
  }
}

function isSigned(data: SnsMessage, certificate: X509Certificate, now: Date): boolean {
  if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) return false;
  const verify = createVerify(hashes[data.SignatureVersion]);
  for (const field of signed[data.Type]) {
    if (data[field] !== undefined) verify.update(`${field}\n${data[field]}\n`);
  }
  return verify.verify(certificate.publicKey, data.Signature, 'base64');
}
