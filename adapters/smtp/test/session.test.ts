import { inspect } from 'node:util';
import { isMessagingError, type MessagingError } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { type SmtpOptions, smtp } from '../src/index.ts';
import { outgoing, sending } from './support/fixtures.ts';
import { certificate } from './support/mail-server.ts';
import { faultyServer, mailServer, transportTo } from './support/opened.ts';

const account = { user: 'acme', pass: 'correct horse' };
const accepted = { outcome: 'accepted' };
const paused = (code: string) => ({ outcome: 'paused', failure: { class: 'configuration', code } });

describe('logging in', () => {
  it('sends the credentials', async () => {
    const server = await mailServer({ account });
    const transport = transportTo(server, { auth: account, requireTls: false });
    expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
    expect(server.logins).toEqual(['PLAIN']);
  });

  it('takes them from a url, percent-encoded', async () => {
    const server = await mailServer({ account: { user: 'a@b', pass: 'p:/?@%' } });
    const transport = smtp({
      url: `smtp://a%40b:p%3A%2F%3F%40%25@127.0.0.1:${server.port}`,
      requireTls: false,
    });
    expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
    await transport.close();
  });

  it('asks for an access token for each connection', async () => {
    const server = await mailServer({ account: { user: 'acme', accessToken: 'token' } });
    let asked = 0;
    const accessToken = async () => {
      asked += 1;
      return 'token';
    };
    const transport = transportTo(server, {
      auth: { user: 'acme', accessToken },
      requireTls: false,
      maxMessages: 1,
    });
    for (const _ of [1, 2]) expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
    expect([asked, server.logins]).toEqual([2, ['XOAUTH2', 'XOAUTH2']]);
  });

  it('pauses the channel where the credentials are refused', async () => {
    const server = await mailServer({ account });
    const transport = transportTo(server, { auth: { ...account, pass: 'wrong' }, requireTls: false });
    expect(await transport.send(outgoing(), sending())).toMatchObject(paused('535 5.7.8'));
    expect(server.mails).toEqual([]);
  });

  it('pauses the channel where there is no access token', async () => {
    const server = await mailServer({ account: { user: 'acme', accessToken: 'token' } });
    const accessToken = () => Promise.reject(new Error('client_secret=hush'));
    const transport = transportTo(server, { auth: { user: 'acme', accessToken }, requireTls: false });
    const result = await transport.send(outgoing(), sending());
    expect(result).toMatchObject(paused('EAUTH'));
    expect(inspect(result)).not.toContain('hush');
  });

  it('tries again where the server cannot check them now', async () => {
    const server = await faultyServer({ auth: '454 4.7.0 Try again later' }, ['AUTH PLAIN']);
    const transport = transportTo(server, { auth: account, requireTls: false });
    expect(await transport.send(outgoing(), sending())).toMatchObject({
      outcome: 'retry',
      failure: { class: 'temporary', code: '454 4.7.0' },
    });
  });

  it.each(['stall', 'drop'] as const)(
    'tries again where the server answers a log-in with a %s',
    async (auth) => {
      const server = await faultyServer({ auth }, ['AUTH PLAIN']);
      const transport = transportTo(server, {
        auth: account,
        requireTls: false,
        timeouts: { commandMs: 100 },
      });
      expect(await transport.send(outgoing(), sending())).toMatchObject({
        outcome: 'retry',
        failure: { class: 'network' },
      });
    },
  );
});

describe('TLS', () => {
  const trusted: SmtpOptions = { tls: { ca: certificate, servername: 'localhost' } };

  it.each(['secure', 'starttls'] as const)('is used (%s) with a certificate that is trusted', async (tls) => {
    const server = await mailServer({ tls, account });
    const transport = transportTo(server, { ...trusted, auth: account, secure: tls === 'secure' });
    expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
    expect(server.mails).toHaveLength(1);
  });

  it.each(['secure', 'starttls'] as const)(
    'pauses the channel (%s) where the certificate is not trusted',
    async (tls) => {
      const server = await mailServer({ tls });
      const transport = transportTo(server, { secure: tls === 'secure', tls: { servername: 'localhost' } });
      expect(await transport.send(outgoing(), sending())).toMatchObject(
        paused('DEPTH_ZERO_SELF_SIGNED_CERT'),
      );
      expect(server.mails).toEqual([]);
    },
  );

  it('pauses the channel where the certificate is for another name', async () => {
    const server = await mailServer({ tls: 'secure' });
    const transport = transportTo(server, {
      secure: true,
      tls: { ca: certificate, servername: 'other.example' },
    });
    expect(await transport.send(outgoing(), sending())).toMatchObject(paused('ERR_TLS_CERT_ALTNAME_INVALID'));
  });

  it('takes any certificate with rejectUnauthorized: false', async () => {
    const server = await mailServer({ tls: 'starttls' });
    const transport = transportTo(server, { tls: { rejectUnauthorized: false } });
    expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
  });

  it('pauses the channel where the server speaks no TLS on a secure port', async () => {
    const server = await faultyServer();
    const result = await transportTo(server, { secure: true }).send(outgoing(), sending());
    expect(result).toMatchObject({ outcome: 'paused', failure: { class: 'configuration' } });
  });

  it('pauses the channel where requireTls meets a server without STARTTLS', async () => {
    const server = await faultyServer();
    const transport = transportTo(server, { requireTls: true });
    expect(await transport.send(outgoing(), sending())).toMatchObject(paused('502 5.5.1'));
  });

  it('is required before credentials are sent, unless told otherwise', async () => {
    const server = await faultyServer({}, ['AUTH PLAIN']);
    expect(await transportTo(server, { auth: account }).send(outgoing(), sending())).toMatchObject(
      paused('502 5.5.1'),
    );
    expect(server.commands.filter((command) => command.startsWith('AUTH'))).toEqual([]);
  });
});

it('says the name it was given in EHLO', async () => {
  const server = await faultyServer();
  await transportTo(server, { ehloName: 'mail.acme.example' }).send(outgoing(), sending());
  expect(server.commands[0]).toBe('EHLO mail.acme.example');
});

describe('verify', () => {
  const refusal = async (
    server: { readonly port: number },
    options: SmtpOptions,
  ): Promise<MessagingError> => {
    const error = await transportTo(server, options)
      .verify()
      .catch((reason: unknown) => reason);
    if (isMessagingError(error)) return error;
    throw new Error('expected a MessagingError', { cause: error });
  };

  it('resolves where the server takes the credentials, and leaves no connection open', async () => {
    const server = await faultyServer({}, ['AUTH PLAIN']);
    await transportTo(server, { auth: account, requireTls: false }).verify();
    await server.emptied();
    expect(server.commands.at(-1)).toBe('QUIT');
  });

  it('tells wrong settings from a server that is away', async () => {
    const server = await mailServer({ account });
    const wrong = { auth: { user: 'acme', pass: 'wrong' }, requireTls: false };
    expect(await refusal(server, wrong)).toMatchObject({
      code: 'transport_misconfigured',
      details: { code: '535 5.7.8' },
    });
    await server.close();
    expect(await refusal(server, wrong)).toMatchObject({
      code: 'transport_unavailable',
      details: { code: 'ECONNREFUSED' },
    });
  });

  it('and send repeat no credentials, not even where the server quotes them', async () => {
    const plain = Buffer.from(`\0${account.user}\0${account.pass}`).toString('base64');
    const server = await faultyServer({ auth: `535 5.7.8 No: AUTH PLAIN ${plain} (${account.pass})` }, [
      'AUTH PLAIN',
    ]);
    const options = { auth: account, requireTls: false };
    const said = inspect(
      [await refusal(server, options), await transportTo(server, options).send(outgoing(), sending())],
      {
        depth: null,
        showHidden: true,
      },
    );
    expect(said).toContain('No: AUTH PLAIN ***');
    expect(said).not.toContain(plain);
    expect(said).not.toContain(account.pass);
  });
});

it('a transport shows no credentials, however it is printed', () => {
  const transport = smtp({ url: 'smtps://acme:correct%20horse@mail.example' });
  const shown = `${inspect(transport, { depth: null, showHidden: true })}${JSON.stringify(transport)}`;
  expect(shown).toContain('smtp');
  expect(shown).not.toMatch(/correct|horse/);
});
