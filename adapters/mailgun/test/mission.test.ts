import { expect, it } from 'vitest';
import { openStandIn } from './support/fixtures.ts';
import { mission } from './support/mission.ts';

it('makes every call of the adapter', async () => {
  const standIn = await openStandIn();
  await mission(standIn.options.baseUrl, standIn);
  const asked = standIn.http.calls.map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(asked)]).toEqual([
    'GET /v4/domains',
    'GET /v4/domains/acme.example',
    'POST /v4/domains',
    'PUT /v4/domains/acme.example/verify',
    'POST /v3/acme.example/messages',
    'GET /v3/acme.example/events',
    'GET /v3/domains/acme.example/webhooks',
    'POST /v4/domains/acme.example/webhooks',
    'PUT /v4/domains/acme.example/webhooks',
    'GET /v1/webhooks',
    'POST /v1/webhooks',
    'PUT /v1/webhooks/wh_1',
    'DELETE /v3/domains/acme.example',
  ]);
});
