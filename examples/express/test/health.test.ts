import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { Client } from './support/client.ts';
import { newDatabase } from './support/database.ts';
import { temporaryFolder } from './support/folder.ts';

test('health answers 200 while messages are recorded, 503 while none can be', async () => {
  const folder = temporaryFolder();
  const url = await newDatabase();
  const client = await Client.start({ DATA_DIR: folder.path, DATABASE_URL: url });
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  const health = async () => {
    const { status, text } = await client.ask('GET', '/health');
    return [status, JSON.parse(text)];
  };
  const turns = (to: number) =>
    vi.waitFor(async () => expect((await health())[0]).toBe(to), { timeout: 20_000, interval: 50 });
  try {
    expect(await health()).toMatchObject([
      200,
      {
        status: 'ok',
        reasons: [],
        transports: [{ name: 'smtp' }, { name: 'twilio' }],
        worker: { started: true },
      },
    ]);
    await database.query('alter schema postern rename to gone');
    await turns(503);
    expect((await health())[1]).toMatchObject({ status: 'down', reasons: [{ code: expect.any(String) }] });
    await database.query('alter schema gone rename to postern');
    await turns(200);
  } finally {
    await database.end();
    await client.stop();
    folder.remove();
  }
});
