import { Agent } from 'node:https';
import { connect } from 'node:net';
import type { RecordCheck, RegistryContext, SenderIdentity } from 'postern/adapter';
import { senderRegistrySuite } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { sendgrid } from '../src/index.ts';
import { type SendGridStandInOptions, sendgridError, startSendGridStandIn } from '../src/testing/index.ts';
import { openStandIn, registering, senderOf, transportTo } from './support/fixtures.ts';

senderRegistrySuite({ describe, it }, async () => {
  let there = true;
  const standIn = await startSendGridStandIn({ dns: () => there });
  const transport = sendgrid({ ...standIn.options, timeoutMs: 2_000 });
  return {
    registry: transport.senders,
    agree() {
      there = true;
      standIn.http.intercept = undefined;
    },
    disagree() {
      there = false;
    },
    breakDown() {
      standIn.http.intercept = () => ({ status: 502, body: '<html>Bad gateway</html>' });
    },
    refuseCredentials() {
      standIn.http.intercept = () => sendgridError(401, 'authorization required');
    },
    secrets: [standIn.options.apiKey],
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});

const sender = senderOf('news@acme.example');

async function open(options: SendGridStandInOptions = {}) {
  const standIn = await openStandIn(options);
  const { senders } = transportTo(standIn);
  const { apiKey, baseUrl } = standIn.options;
  /** What somebody does at SendGrid. */
  const byHand = (method: string, path: string, body?: object) =>
    fetch(`${baseUrl}/whitelabel/domains${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}` },
      body: body ? JSON.stringify(body) : null,
    });
  const passed = async (context: RegistryContext, of: SenderIdentity = sender) =>
    (await senders.records(of, context)).map(
      (record): RecordCheck => ({ ...record, status: 'passed', diagnostics: [] }),
    );
  return { standIn, senders, byHand, passed };
}

describe('a domain', () => {
  it('needs three CNAMEs, and a DMARC policy of any kind', async () => {
    const { senders } = await open();
    const context = registering();
    await senders.register(sender, context);
    expect(await senders.records(sender, context)).toEqual([
      {
        purpose: 'ownership',
        type: 'CNAME',
        name: 'em2183.acme.example',
        value: 'u1446226.wl.sendgrid.net',
      },
      {
        purpose: 'dkim',
        type: 'CNAME',
        name: 's1._domainkey.acme.example',
        value: 's1.domainkey.u1446226.wl.sendgrid.net',
      },
      {
        purpose: 'dkim',
        type: 'CNAME',
        name: 's2._domainkey.acme.example',
        value: 's2.domainkey.u1446226.wl.sendgrid.net',
      },
      { purpose: 'dmarc', type: 'TXT', name: '_dmarc.acme.example', value: 'v=DMARC1; p=none;' },
    ]);
  });

  it('is looked up by SendGrid only when DNS has it all, and again after a while', async () => {
    let there = false;
    const { standIn, senders, passed } = await open({ dns: () => there });
    const context = registering();
    await senders.register(sender, context);
    const checks = await passed(context);
    const at = (minutes: number) => ({
      ...context,
      now: new Date(context.now.getTime() + minutes * 60_000),
    });
    const asked = async (check: Promise<boolean>) => {
      const before = standIn.http.calls.length;
      return [await check, standIn.http.calls.length - before];
    };
    const [first, ...rest] = checks;
    if (!first) throw new Error('no records');
    const failed = [{ ...first, status: 'failed' as const }, ...rest];
    expect(await asked(senders.checked(sender, failed, at(0)))).toEqual([false, 0]);
    expect(await asked(senders.checked(sender, checks, at(0)))).toEqual([false, 1]);
    there = true;
    expect(await asked(senders.checked(sender, checks, at(1)))).toEqual([false, 0]);
    expect(await asked(senders.checked(sender, checks, at(2)))).toEqual([true, 1]);
    expect(await asked(senders.checked(sender, checks, at(30)))).toEqual([true, 0]);
    expect(await asked(senders.checked(sender, checks, at(63)))).toEqual([true, 1]);
    // A page that shows the records costs nothing.
    expect(await asked(senders.records(sender, context).then(() => true))).toEqual([true, 0]);
  });

  it('that somebody deleted at SendGrid is made known anew, with records of its own', async () => {
    const { standIn, senders, byHand, passed } = await open();
    const context = registering();
    await senders.register(sender, context);
    const checks = await passed(context);
    expect(await senders.checked(sender, checks, context)).toBe(true);
    await byHand('DELETE', `/${standIn.domains[0]?.id}`);
    const later = { ...context, now: new Date(context.now.getTime() + 3_600_000) };
    expect(await senders.checked(sender, checks, later)).toBe(false);
    const anew = await passed(later);
    expect(anew[0]?.name).not.toBe(checks[0]?.name);
    expect(await senders.checked(sender, anew, later)).toBe(true);
    await senders.delete(sender, context);
    expect(standIn.domains).toEqual([]);
  });

  it('that was in the account before is used, and stays there', async () => {
    const { standIn, senders, byHand } = await open();
    await byHand('POST', '', { domain: 'mail.acme.example' });
    await byHand('POST', '', { domain: 'acme.example', subdomain: 'by-hand' });
    const context = registering();
    await senders.register(sender, context);
    const [record] = await senders.records(sender, context);
    expect(record?.name).toBe('by-hand.acme.example');
    await senders.delete(sender, context);
    expect(standIn.domains.map(({ name }) => name)).toEqual(['mail.acme.example', 'acme.example']);
  });

  it('that is there twice is the one that was validated', async () => {
    const { standIn, senders, byHand } = await open();
    for (const subdomain of ['one', 'two']) await byHand('POST', '', { domain: 'acme.example', subdomain });
    await byHand('POST', `/${standIn.domains[1]?.id}/validate`);
    expect((await senders.records(sender, registering()))[0]?.name).toBe('two.acme.example');
  });

  it('of ours is deleted also where the answer that it was made got lost', async () => {
    const { standIn, senders } = await open();
    const context = registering();
    standIn.http.intercept = ({ method }) => (method === 'POST' ? 'reset' : undefined);
    await expect(senders.register(sender, context)).rejects.toMatchObject({ code: 'sender_provider_failed' });
    standIn.http.intercept = undefined;
    expect(standIn.domains).toHaveLength(1);
    await senders.delete(sender, context);
    expect(standIn.domains).toEqual([]);
  });

  it('that SendGrid refuses is nobody’s to delete, should it be made by hand', async () => {
    const { standIn, senders, byHand } = await open();
    const context = registering();
    standIn.http.intercept = ({ method }) =>
      method === 'POST' ? sendgridError(400, 'invalid domain', 'domain') : undefined;
    await expect(senders.register(sender, context)).rejects.toMatchObject({ code: 'sender_refused' });
    standIn.http.intercept = undefined;
    await byHand('POST', '', { domain: 'acme.example' });
    await senders.register(sender, context);
    await senders.delete(sender, context);
    expect(standIn.domains).toHaveLength(1);
  });

  it('that is managed by hand has TXT records; its MX is left out', async () => {
    const { senders } = await open({
      intercept: () => ({
        status: 200,
        body: [
          {
            ...{ id: 7, domain: 'Acme.example', valid: true },
            dns: {
              mail_server: { valid: true, type: 'mx', host: 'em1.acme.example', data: 'mx.sendgrid.net' },
              subdomain_spf: {
                ...{ valid: true, type: 'txt' },
                ...{ host: 'EM1.acme.example.', data: 'v=spf1 include:sendgrid.net ~all' },
              },
              dkim: { valid: true, type: 'txt', host: 'm1._domainkey.acme.example', data: 'k=rsa; p=MIGf' },
              dmarc: { valid: true, type: 'txt', host: '_dmarc.acme.example', data: 'v=DMARC1; p=reject' },
              more: null,
            },
          },
        ],
      }),
    });
    expect(await senders.records(sender, registering())).toEqual([
      {
        purpose: 'ownership',
        type: 'TXT',
        name: 'em1.acme.example',
        value: 'v=spf1 include:sendgrid.net ~all',
      },
      { purpose: 'dkim', type: 'TXT', name: 'm1._domainkey.acme.example', value: 'k=rsa; p=MIGf' },
      { purpose: 'dmarc', type: 'TXT', name: '_dmarc.acme.example', value: 'v=DMARC1; p=reject' },
    ]);
  });

  it('without a DKIM record is an answer that cannot be read', async () => {
    const dns = { mail_cname: { type: 'cname', host: 'em.acme.example', data: 'sendgrid.net' } };
    const { senders } = await open({
      intercept: () => ({ status: 200, body: [{ id: 7, domain: 'acme.example', valid: true, dns }] }),
    });
    await expect(senders.records(sender, registering())).rejects.toMatchObject({
      code: 'sender_provider_failed',
      message: 'SendGrid did not answer as it should.',
    });
  });
});

it.each([
  ['https://api.sendgrid.com/v3', { domain: 'acme.example', automatic_security: true }],
  ['https://api.eu.sendgrid.com/v3', { domain: 'acme.example', automatic_security: true, region: 'eu' }],
])('at %s domains are made as %j', async (baseUrl, asked) => {
  const standIn = await openStandIn();
  const agent = new Agent();
  // Whatever the host, it is the stand-in.
  agent.createConnection = () => connect(Number(new URL(standIn.http.url).port), '127.0.0.1');
  await transportTo(standIn, { baseUrl, agent }).senders.register(sender, registering());
  expect(standIn.http.calls.at(-1)?.json()).toEqual(asked);
});
