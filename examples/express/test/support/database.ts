import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A new database on the server that the test run has. */
export async function newDatabase(): Promise<string> {
  const url = new URL(await (await fetch(inject('postgresKeeper'))).text());
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  url.pathname = `/example_${randomUUID().replaceAll('-', '')}`;
  await client.query(`create database ${url.pathname.slice(1)}`);
  await client.end();
  return url.href;
}
