import {
  type Alert,
  type Channel,
  channels,
  codeRules,
  type Messaging,
  messageLimits,
  sitePrefix,
} from 'postern';
import { maxRequestBytes } from '../console-body.ts';
import { batchFileBytes } from '../contract/requests.ts';
import type { Handlers } from './call.ts';
import { manyAllowedFrom } from './many-calls.ts';

/** As the core has them; it exports no names for these. */
const coreLimits = { searchTerm: 200, senderName: 70, signature: 20_000, templateName: 100 } as const;

type Figures = 'emailOverview' | 'smsOverview' | 'daily' | 'statistics' | 'outcomes';

export const sessionCalls: Handlers<'session' | Figures | 'resume'> = {
  async session({ user, can, messaging, sites, csrfToken, locale, acceptLanguage, undoMs }) {
    const { dns, consumers, publicUrl, ...offered } = messaging.configured;
    const { subject, body, sms: smsLength, scheduleAheadMs, attachments, attachmentBytes } = messageLimits;
    return {
      user,
      site: { ...messaging.site, prefix: byChannel((channel) => sitePrefix(messaging.site, channel)) },
      sites: await sites(),
      permissions: can,
      csrfToken,
      locale: locale ?? firstLanguage(acceptLanguage),
      allowedFrom: manyAllowedFrom,
      channels: byChannel((channel) => offered[channel]),
      safeMode: messaging.safeMode,
      topics: messaging.topics.map(({ id, name }) => ({ id, name })),
      features: { consumers, domainCheck: dns, unsubscribe: publicUrl },
      limits: {
        requestBytes: maxRequestBytes,
        subject,
        body,
        sms: smsLength,
        scheduleAheadMs,
        undoMs,
        attachments,
        attachmentBytes,
        batchFileBytes,
        ...coreLimits,
        code: codeRules,
      },
      now: new Date(),
    };
  },

  async emailOverview({ messaging, pauses }) {
    const alerts = await alertsOf(messaging, 'email');
    return { ...(await messaging.email.overview()), paused: pauses.of('email'), alerts };
  },
  async smsOverview({ messaging, pauses }) {
    const alerts = await alertsOf(messaging, 'sms');
    return { ...(await messaging.sms.overview()), paused: pauses.of('sms'), alerts };
  },
  async daily({ messaging, params, query }) {
    return { days: await messaging[params.channel].daily(query.days) };
  },
  async statistics({ messaging, params, query }) {
    return messaging[params.channel].statistics(query);
  },
  async outcomes({ messaging, params, query }) {
    return messaging[params.channel].outcomes(query.days);
  },
  async resume({ messaging, params }) {
    return { changed: messaging.resume(params.channel) };
  },
};

async function alertsOf(messaging: Messaging, channel: Channel): Promise<readonly Alert[]> {
  return (await messaging.alerts()).filter((alert) =>
    alert.channel ? alert.channel === channel : alert.site !== undefined,
  );
}

function byChannel<Value>(pick: (channel: Channel) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(channels.map((channel) => [channel, pick(channel)]));
}

function firstLanguage(acceptLanguage: string | null): string | undefined {
  const first = acceptLanguage?.split(',')[0]?.split(';')[0]?.trim() ?? '';
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(first) ? first : undefined;
}
