import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import { consoleHandler } from '../src/index.ts';

const { messaging } = await testMessaging();
const handlerWith = (signInUrl?: unknown) =>
  consoleHandler(messaging, {
    authorize: () => null,
    ...(signInUrl === undefined ? {} : { signInUrl: signInUrl as string }),
  });

async function detailsOf(handler: ReturnType<typeof handlerWith>) {
  const response = await handler(
    new Request('https://app.example/api/session', { headers: { 'sec-fetch-site': 'same-origin' } }),
  );
  return [response.status, ((await response.json()) as { error: { details: unknown } }).error.details];
}

describe('where one signs in', () => {
  it.each(['/login', '/login?next=%2Fmessaging', '/', 'https://id.example', 'https://id.example/in?app=4#x'])(
    'is told with each 401: %s',
    async (url) => {
      expect(await detailsOf(handlerWith(url))).toEqual([401, { signInUrl: url }]);
    },
  );

  it('is told by nobody where the host does not say it', async () => {
    expect(await detailsOf(handlerWith())).toEqual([401, {}]);
  });

  it.each([
    '',
    'login',
    '//evil.example/login',
    '/\\evil.example',
    'http://app.example/login',
    'javascript:alert(1)',
    'https://',
    'https://a b.example',
    '/log in',
    '/login\n',
    7,
  ])('is refused where a link could not go there safely: %j', (url) => {
    expect(() => handlerWith(url)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    expect(() => handlerWith(url)).toThrow(/"signInUrl"/);
  });
});
