import { beforeEach, describe, expect, it } from 'vitest';
import { type Authority, consoleHandler, messagingConsole, type Permission } from '../src/index.ts';
import { type ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';
import { sampleCalls } from './support/sample-calls.ts';

const viewer: Authority = { user: { id: 'v1', name: 'Vi' }, can: { view: true } };
const samples = sampleCalls();
const changes = samples.filter(({ method }) => method !== 'GET');
/** A look that has its address in the body, so that it stands in no server's log. */
const looks = ['findSuppression', 'exportChosen'];
const needMore = changes.filter(({ name }) => !looks.includes(name));

let f: ConsoleFixture;
beforeEach(async () => {
  f = await consoleFixture();
});

/** As `call`, also for the one call that takes a form. */
async function ask(
  { method, path, body, form }: (typeof samples)[number],
  options: Parameters<ConsoleFixture['call']>[2] = {},
) {
  if (!form) return f.call(method, path, { body, ...options });
  const token = options.csrf === undefined ? await f.token(options.as ?? everything) : options.csrf;
  return f.call(method, path, {
    csrf: null,
    ...options,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...options.headers },
    body: new URLSearchParams({ ...form, ...(token ? { csrf: token } : {}) }).toString(),
  });
}

describe('authority', () => {
  it.each(samples)('is needed for $name', async (sample) => {
    const answer = await ask(sample, { as: null, csrf: await f.token() });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: { code: 'unauthorized' } });
  });

  it.each(['', 'email/history', 'embed/consumers/c1', 'assets/index-Ab1.js', 'icon.svg'])(
    'is needed for the page or file "%s"',
    async (path) => {
      const response = await f.raw(path, null);
      expect(response.status).toBe(401);
      expect(await response.text()).toBe('Sign in first.\n');
    },
  );

  it('to view is needed for everything', async () => {
    const as = { ...everything, can: { send: true, manage: true } };
    expect((await f.call('GET', 'session', { as })).status).toBe(403);
    expect((await f.raw('', as)).status).toBe(403);
  });

  it('is given by true alone, not by any value that is not false', async () => {
    const can = JSON.parse('{"view":true,"send":"no","manage":1,"operate":"yes"}');
    const { body } = await f.call('GET', 'session', { as: { ...everything, can } });
    expect(body.permissions).toEqual({ view: true, send: false, manage: false, operate: false });
  });

  const needsSend = [
    ...['testEmail', 'sendEmail', 'sendSms', 'cancel', 'reschedule', 'retry', 'sendAgain'],
    ...['checkEmails', 'checkTexts', 'sendEmails', 'sendTexts', 'cancelBatch'],
    ...['matching', 'many'],
  ];
  const eitherOf = ['renderTemplate', 'previewEmail', 'previewSms', 'document'];
  const neededFor = (name: string): readonly Permission[] => {
    if (eitherOf.includes(name)) return ['send', 'manage'];
    if (name === 'resume') return ['operate'];
    return [needsSend.includes(name) ? 'send' : 'manage'];
  };
  it.each(needMore)('to view alone does not allow $name', async (sample) => {
    const answer = await ask(sample, { as: viewer });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: { code: 'forbidden' } });
  });

  it.each(changes.filter(({ name }) => looks.includes(name)))(
    'to view is enough for $name',
    async (sample) => {
      expect((await ask(sample, { as: viewer })).status).toBe(200);
    },
  );

  it.each(needMore)('keeps sending, managing and operating apart in $name', async (sample) => {
    const asked = async (permission: Permission) => {
      const as = { ...viewer, can: { view: true, [permission]: true } };
      return (await ask(sample, { as })).status !== 403;
    };
    const permissions = ['send', 'manage', 'operate'] as const;
    const allowed: Permission[] = [];
    for (const permission of permissions) if (await asked(permission)) allowed.push(permission);
    expect(allowed).toEqual(neededFor(sample.name));
  });

  it('that the host answers wrongly is a fault of the host, told to it alone', async () => {
    const as: Authority = { user: { id: 'two\nlines', name: 'x' }, can: { view: true } };
    const answer = await f.call('GET', 'session', { as });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('user.id');
    expect(String(f.errors[0])).toContain('user.id');
  });

  it('that cannot be found out is a fault, not a permission', async () => {
    const handler = consoleHandler(f.t.messaging, {
      authorize: () => Promise.reject(new Error('the session store is away')),
      onError: (error) => f.errors.push(error),
    });
    const response = await handler(new Request('https://app.example/api/session'));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('session store');
    expect(f.errors).toHaveLength(1);
  });
});

describe('another origin', () => {
  it.each(samples)('is refused in $name', async (sample) => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.example' },
    ]) {
      const answer = await ask(sample, { headers });
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ error: { code: 'foreign_origin' } });
    }
  });

  it('is told by Origin where a browser does not send Sec-Fetch-Site', async () => {
    const send = (origin: string, host = 'app.example') => {
      const headers = new Headers({ origin, host, 'content-type': 'application/json' });
      return f.raw('api/email/preview', everything, { method: 'POST', headers, body: '{}' });
    };
    expect(await (await send('https://evil.example')).text()).toContain('foreign_origin');
    expect(await (await send('null')).text()).toContain('foreign_origin');
    expect(await (await send('https://app.example.evil.example')).text()).toContain('foreign_origin');
    expect(await (await send('https://app.example')).text()).toContain('csrf_invalid');
  });

  it('is compared with the origin that the host names, where it names one', async () => {
    const named = await consoleFixture({ origin: 'https://public.example' });
    const send = (origin: string) =>
      named.raw('api/session', everything, { headers: { origin, host: 'internal:8080' } });
    expect((await send('https://public.example')).status).toBe(200);
    expect((await send('https://internal:8080')).status).toBe(403);
  });

  it('may be any for a change that says nothing of it, so that is refused', async () => {
    const csrf = await f.token();
    const response = await f.raw('api/sms/resume', everything, {
      method: 'POST',
      headers: { 'x-postern-csrf': csrf },
    });
    expect(response.status).toBe(403);
  });
});

describe('the token', () => {
  it.each(changes)('is needed for $name', async (sample) => {
    for (const csrf of [null, 'wrong', await f.token(viewer)]) {
      const answer = await ask(sample, { csrf });
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ error: { code: 'csrf_invalid' } });
    }
  });

  it('of one process is good in another with the same secret, and only there', async () => {
    const secret = 'a secret that both processes have in common';
    const first = await consoleFixture({ secret });
    const second = await consoleFixture({ secret });
    const csrf = await first.token();
    expect((await second.call('POST', 'sms/resume', { csrf })).status).toBe(200);
    expect((await f.call('POST', 'sms/resume', { csrf })).status).toBe(403);
  });
});

describe('the allowance', () => {
  it('ends after too many calls by one user, says when to go on, and leaves others theirs', async () => {
    const limited = await consoleFixture({ requestsPerMinute: 60 });
    const statuses: number[] = [];
    for (let n = 0; n < 20; n += 1) statuses.push((await limited.call('GET', 'email/sender')).status);
    expect(statuses.slice(0, 15)).toEqual(Array(15).fill(200));
    expect(statuses.slice(16)).toContain(429);
    const refused = await limited.call('GET', 'email/search?term=x');
    expect(refused.body).toMatchObject({ error: { code: 'too_many_requests' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await limited.call('GET', 'email/sender', { as: viewer })).status).toBe(200);
  });
});

describe('what is asked', () => {
  it('is at most a megabyte, whether its length is told or not', async () => {
    const body = { subject: 'S', text: 'x'.repeat(1_000_001) };
    expect((await f.call('POST', 'email/preview', { body })).status).toBe(413);
    expect(
      (await f.call('POST', 'email/preview', { body, headers: { 'content-length': '9999999' } })).status,
    ).toBe(413);
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(100_000));
      },
    });
    const init = { method: 'POST', body: endless, duplex: 'half' } as const;
    const headers = {
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'x-postern-csrf': await f.token(),
    };
    const response = await f.raw('api/email/preview', everything, { ...init, headers });
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(20);
  });

  it('has to be JSON, of the form that the contract names', async () => {
    const text = await f.call('POST', 'email/preview', {
      body: '{}',
      headers: { 'content-type': 'text/plain' },
    });
    expect(text.status).toBe(415);
    const broken = await f.call('POST', 'email/preview', { body: '{"text":' });
    expect(broken.body).toMatchObject({ error: { code: 'malformed_json' } });
    const wrong = await f.call('POST', 'email/messages', { body: { to: 'c1', subject: 5, attachments: [] } });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ error: { code: 'invalid_request', details: { field: 'subject' } } });
    expect((await f.call('GET', 'email/messages?status=sent,nonsense')).status).toBe(400);
    expect((await f.call('GET', 'email/messages?limit=1000')).status).toBe(400);
  });

  it('is answered 404 where there is no such call, 405 where there is but not so', async () => {
    for (const path of [
      '',
      'nothing',
      'fax/messages',
      'email/messages//html',
      'email/messages/%zz',
      '__proto__',
    ]) {
      expect((await f.call('GET', path)).body).toMatchObject({ error: { code: 'no_such_route' } });
    }
    const put = await f.call('PUT', 'email/messages');
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'POST, GET']);
  });
});

describe('the options', () => {
  it.each([
    [{ secret: 'short' }, 'secret'],
    [{ origin: 'https://app.example/path' }, 'origin'],
    [{ frameAncestors: ["*; script-src 'unsafe-inline'"] }, 'frameAncestors.0'],
    [{ requestsPerMinute: 0 }, 'requestsPerMinute'],
    [{ streams: { perUser: -1 } }, 'streams.perUser'],
    [{ basePath: 'messaging' }, 'basePath'],
    [{ basePath: '//other.example' }, 'basePath'],
    [JSON.parse('{"authorize":"everybody"}'), 'authorize'],
  ])('refuse %j', (options, named) => {
    const make = () => messagingConsole(f.t.messaging, { authorize: () => null, ...options });
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    expect(make).toThrow(`"${named}"`);
  });
});
