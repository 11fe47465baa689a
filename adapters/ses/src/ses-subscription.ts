import { MessagingError, present, type WebhookRegistration } from 'postern/adapter';
import { snsApi } from './ses-api.ts';
import type { SesSettings } from './ses-options.ts';

/**
 * Subscribes a URL to each topic (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html): SNS knows a URL again, and asks a new one to
 * confirm.
 *
 * @throws MessagingError `transport_misconfigured` where there is no topic
 */
export async function subscribe(settings: SesSettings, url: string): Promise<WebhookRegistration> {
  const { topics } = settings;
  if (topics.length === 0) {
    const said = 'Events of Amazon SES come by SNS: name the topic in "topics".';
    throw new MessagingError('transport_misconfigured', said, { details: { class: 'configuration' } });
  }
  const arns: (string | undefined)[] = [];
  for (const topic of topics) {
    const api = snsApi(settings, topic);
    const asked = { Action: 'Subscribe', Version: '2010-03-31', ReturnSubscriptionArn: true };
    const Protocol = new URL(url).protocol.replace(':', '');
    try {
      const form = { ...asked, TopicArn: topic, Protocol, Endpoint: url };
      const { body } = await api.request({ path: '/', form });
      arns.push(/<SubscriptionArn>(arn:[\w:.-]{1,400})</.exec(String(body))?.[1]);
    } finally {
      api.close();
    }
  }
  return present({ id: arns[0] });
}
