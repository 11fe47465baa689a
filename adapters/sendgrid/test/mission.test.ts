import { expect, it } from 'vitest';
import { openStandIn } from './support/fixtures.ts';
import { mission } from './support/mission.ts';

it('every call is made, and succeeds', async () => {
  const standIn = await openStandIn();
  await mission(standIn.options.baseUrl, standIn);
  const calls = standIn.http.calls.map(({ method, path }) => `${method} ${path.replace(/\d{3,}/, '1')}`);
  expect([...new Set(calls)]).toEqual([
    'GET /v3/scopes',
    'POST /v3/mail/send',
    'GET /v3/user/webhooks/event/settings',
    'PATCH /v3/user/webhooks/event/settings',
    'PATCH /v3/user/webhooks/event/settings/signed',
    'GET /v3/whitelabel/domains',
    'POST /v3/whitelabel/domains',
    'POST /v3/whitelabel/domains/1/validate',
    'DELETE /v3/whitelabel/domains/1',
  ]);
  expect(standIn.webhooks).toHaveLength(1);
  expect(standIn.domains).toEqual([]);
});
