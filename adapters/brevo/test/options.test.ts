import { inspect } from 'node:util';
import { isMessagingError } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { brevo, brevoSms } from '../src/index.ts';
import { brevoError } from '../src/testing/index.ts';
import { mail, mailTo, openStandIn, sending, sms, smsTo, webhookToken } from './support/fixtures.ts';

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (isMessagingError(error) && error.code === 'invalid_config') return error.message;
    throw error;
  }
  throw new Error('expected invalid_config');
}

describe('options that cannot work are refused, by name and without their values', () => {
  it.each<[string, object]>([
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'hush\r\nhush' }],
    ['webhookToken', { webhookToken: 'hush hush' }],
    ['sitesShareDomains', { sitesShareDomains: 'hush' }],
    ['baseUrl', { baseUrl: 'http://api.brevo.com/v3' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['errors.0.class', { errors: [{ codes: ['invalid_parameter'], class: 'hush' }] }],
  ])('%s (%#)', (path, options) => {
    const message = refusal(() => brevo({ apiKey: 'hush-key', ...options }));
    expect(message).toMatch(new RegExp(`^@postern/brevo: ${path}:`));
    expect(message).not.toContain('hush');
  });

  it.each([undefined, '', 'Acme & Sons', 'AcmeIncorporated', '+123456789012345678'])(
    'a sender %j',
    (sender) => {
      expect(refusal(() => brevoSms({ apiKey: 'k', sender: sender as string }))).toMatch(
        /^@postern\/brevo: sender:/,
      );
    },
  );

  it('also options that nobody reads', () => {
    expect(refusal(() => brevo({ apiKey: 'k', sender: 'Acme' } as never))).toContain('"sender"');
    expect(refusal(() => brevoSms({ apiKey: 'k', sender: 'Acme', webhookToken: 't' } as never))).toContain(
      '"webhookToken"',
    );
  });
});

it('has a name and limits where a host gives them', () => {
  const given = { name: 'brevo-eu', rate: { perSecond: 10, burst: 30 }, maxConcurrent: 20 };
  expect(brevo({ apiKey: 'k' })).toMatchObject({ name: 'brevo', channel: 'email' });
  expect(brevo({ apiKey: 'k', ...given })).toMatchObject(given);
  expect(brevoSms({ apiKey: 'k', sender: 'Acme', ...given })).toMatchObject({ ...given, channel: 'sms' });
});

it('declares what it can', () => {
  const common = { handOverTimeoutMs: 31_000, webhookRetryStatus: 429 };
  expect(brevo({ apiKey: 'k', webhookToken }).capabilities).toEqual({
    ...common,
    deduplicatesForMs: 900_000,
    reportsDelivery: true,
  });
  expect(brevo({ apiKey: 'k' }).capabilities.reportsDelivery).toBe(false);
  expect(brevo({ apiKey: 'k' })).not.toHaveProperty('webhook');
  expect(brevoSms({ apiKey: 'k', sender: 'Acme' }).capabilities).toEqual({
    ...common,
    reportsDelivery: true,
  });
});

it('the key, the token, addresses and texts are in nothing that can be printed', async () => {
  const standIn = await openStandIn({ apiKey: 'hush-key' });
  const message = { text: 'hush-text', subject: 'hush-subject' };
  const email = mailTo(standIn, { webhookToken: 'hush-token' });
  const phone = smsTo(standIn);
  const seen: unknown[] = [email, phone];
  const all = async () => {
    seen.push(
      await email.send(mail(message), sending()),
      await phone.send(sms({ text: 'hush-text' }), sending()),
    );
    for (const call of [email.verify, () => email.registerWebhook?.('https://acme.example/hook')]) {
      await Promise.resolve(call()).catch((thrown) => seen.push(thrown, String(thrown)));
    }
  };
  await all();
  standIn.http.intercept = () => brevoError(400, 'invalid_parameter', 'hush-text to ada@customer.example');
  await all();
  await standIn.http.unplug();
  await all();
  expect(seen.length).toBeGreaterThan(11);
  const printed = seen
    .map((one) => inspect(one, { depth: 10, showHidden: true }) + JSON.stringify(one))
    .join('\n');
  for (const secret of ['hush', 'ada@customer.example', '33612345678']) expect(printed).not.toContain(secret);
});
