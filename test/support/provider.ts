import type { FindResult, ProviderEvent, WebhookRequest, WebhookResult } from '../../src/adapter.ts';
import type { Inbound, Outgoing, SendContext, SendResult, Transport } from '../../src/index.ts';

/** An SMS provider in memory that reports by callbacks signed with a shared word, and can list what it took. */
export class TestProvider implements Transport {
  readonly channel = 'sms';
  readonly capabilities = { handOverTimeoutMs: 30_000 };
  readonly defaultSender = { address: 'Acme' };
  readonly taken: { readonly message: Outgoing; readonly callbackUrl: string | undefined }[] = [];
  answer: (message: Outgoing, context: SendContext) => SendResult | Promise<SendResult> = () => ({
    outcome: 'accepted',
  });
  finding: FindResult = { kind: 'not_found' };
  readonly name: string;

  constructor(name = 'provider') {
    this.name = name;
  }

  async send(message: Outgoing, context: SendContext): Promise<SendResult> {
    const result = await this.answer(message, context);
    if (result.outcome === 'accepted' || result.outcome === 'unknown')
      this.taken.push({ message, callbackUrl: context.callbackUrl });
    return result;
  }

  readonly webhook = async ({ url, headers, body }: WebhookRequest): Promise<WebhookResult> => {
    if (headers.get('x-signature') !== 'genuine') return { kind: 'refused' };
    const { events = [], inbound = [] } = JSON.parse(Buffer.from(body).toString()) as {
      events?: (Omit<ProviderEvent, 'at'> & { at: string })[];
      inbound?: Inbound[];
    };
    const correlation = new URL(url).searchParams.get('c');
    return {
      kind: 'accepted',
      events: events.map((event) => ({
        ...(correlation ? { correlation } : {}),
        ...event,
        at: new Date(event.at),
      })),
      inbound,
      answer: { contentType: 'text/xml', body: '<Response/>' },
    };
  };

  readonly find = async (): Promise<FindResult> => this.finding;
}

/** A callback as the provider would make it. */
export function callback(url: string, payload: object, signature = 'genuine'): Request {
  return new Request(url, {
    method: 'POST',
    headers: { 'x-signature': signature },
    body: JSON.stringify(payload),
  });
}
