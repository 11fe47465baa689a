import { expect, it } from 'vitest';
import { openStandIn } from './support/fixtures.ts';
import { mission } from './support/mission.ts';

it('every call is made, and succeeds; to verify sends nothing', async () => {
  const standIn = await openStandIn();
  await mission(standIn.options.baseUrl, standIn);
  expect(standIn.http.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(
    Array(3).fill('POST /v1/messages'),
  );
  expect(standIn.messages).toHaveLength(2);
});
