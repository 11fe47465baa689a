import { expect, it } from 'vitest';
import { openStandIn } from './support/fixtures.ts';
import { mission } from './support/mission.ts';

it('makes every call of the server that Postmark documents', async () => {
  const standIn = await openStandIn();
  await mission(standIn.options.baseUrl, standIn);
  const asked = standIn.http.calls.map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(asked)]).toEqual([
    'GET /server',
    'POST /email',
    'GET /messages/outbound',
    'GET /domains',
    'GET /webhooks',
    'POST /webhooks',
  ]);
});
