import type pg from 'pg';
import { searchDocument } from 'postern/adapter';
import { Database } from '../../adapters/postgres/src/drivers/database.ts';
import { poolDriver } from '../../adapters/postgres/src/drivers/pool.ts';
import { serverSizes } from '../../adapters/postgres/src/messages/maintenance.ts';
import { arrange, tidy } from '../../adapters/postgres/src/search/arrange.ts';
import { writePages } from '../../adapters/postgres/src/search/pages.ts';

const words =
  'your invoice for the order is ready and will be paid by card within thirty days thank you for choosing us please find the details below'.split(
    ' ',
  );
const extras = ['Счёт за октябрь', '您的订单 发票', 'Żółć crème brûlée', 'カタカナ', 'жена'];

/** A generator that gives the same history every time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What filters ask for: of each some that most have, and some that few do. */
function factsOf(number: number) {
  return {
    sender: number % 10_000 === 7 ? 'rare@acme.example' : 'hello@acme.example',
    template: number % 2_000 === 3 ? 'rare' : `t-${number % 40}`,
    actor: number % 4 === 0 ? `user-${(number / 4) % 20}` : '',
    transport: number % 50 === 0 ? '' : number % 5_000 === 9 ? 'backup' : 'smtp',
    failure:
      number % 50 === 0
        ? JSON.stringify({ class: number % 2_000 === 0 ? 'blocked' : 'content', message: '550' })
        : '',
    reference: `order/${Math.floor(number / 3)}`,
  };
}

/**
 * Messages a minute apart, the newest now: about 900 characters each, three of four by the service, one in fifty failed, one in
 * a hundred in another script; some words only among the oldest.
 */
export async function writeHistory(pool: pg.Pool, site: string, rows: number): Promise<void> {
  const random = randomOf(42);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const database = new Database(poolDriver(async () => pool, { listen: false, owned: false }));
  const now = Date.now();
  for (let first = 0; first < rows; first += 5_000) {
    const batch = Array.from({ length: Math.min(5_000, rows - first) }, (_, index) => {
      const number = first + index;
      // The first are the oldest.
      const createdAt = new Date(now - (rows - number) * 60_000);
      const age = number / rows;
      const special = random() < 0.01 ? pick(extras) : '';
      const old = age < 0.05 && random() < 0.002 ? pick(['antediluvian', 'mesozoic']) : '';
      const rare = random() < 0.00002 ? 'zq77xk' : '';
      const text = [
        ...Array.from({ length: 150 }, () => pick(words)),
        special,
        old,
        rare,
        `ref-${String(number).padStart(7, '0')}`,
      ].join(' ');
      const user = Math.floor(random() * 20_000);
      const subject = `[Acme] Order ${100_000 + number}`;
      const to = { name: `User ${user}`, address: `user${user}@example.com` };
      const sender = { name: 'Acme', address: 'hello@acme.example' };
      return {
        id: `msg_${createdAt.getTime().toString(36).padStart(9, '0')}${String(number).padStart(16, '0')}`,
        at: createdAt.toISOString(),
        origin: number % 4 === 0 ? 'web' : 'sys',
        status: number % 50 === 0 ? 'failed' : 'sent',
        consumer: `c${user}`,
        ...factsOf(number),
        ...{ to, subject, text },
        doc: searchDocument({ to, sender, subject, confidential: false }, { text }),
      };
    });
    const list = (read: (row: (typeof batch)[number]) => string) => batch.map(read);
    await pool.query(
      `with rows as (
        select * from unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
          $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[])
          as r(id, at, origin, status, consumer, address, name, subject, body, sender, template, actor, transport, failure, reference)
      ), content as (
        insert into postern.message_content (message_id, text, rest) select id, body, json_build_object('subject', subject)::text from rows
      )
      insert into postern.message (id, site, channel, origin, status, to_address, to_name, consumer_id, sender_address, sender_name,
        subject, preview, created_at, sent_at, attempts, confidential, fingerprint, recorded_at, recorded_as, sending_at, settled_at,
        template_id, template_name, actor, transport, failure, reference)
      select id, $1, 'email', origin, status, address, name, consumer, sender, 'Acme', subject, left(body, 200), at, at, 1,
        false, 'f', at, 'queued', at, at, template, template, nullif(actor, ''), nullif(transport, ''), nullif(failure, '')::json, reference
      from rows`,
      [
        site,
        list(({ id }) => id),
        list(({ at }) => at),
        list(({ origin }) => origin),
        list(({ status }) => status),
        list(({ consumer }) => consumer),
        list(({ to }) => to.address),
        list(({ to }) => to.name),
        list(({ subject }) => subject),
        list(({ text }) => text),
        ...(['sender', 'template', 'actor', 'transport', 'failure', 'reference'] as const).map((fact) =>
          list((row) => row[fact]),
        ),
      ],
    );
    const documents = batch.map(({ id, at, origin, doc }) => ({
      ...{ site, channel: 'email', origin, id, doc },
      createdAt: new Date(at),
    }));
    await arrange(database, await writePages(database.query, documents, serverSizes), serverSizes);
  }
  while (await tidy(database, serverSizes));
  await pool.query(
    `insert into postern.message_count (site, channel, day, status, count)
    select site, channel, (created_at at time zone 'UTC')::date, status, count(*) from postern.message group by 1, 2, 3, 4`,
  );
  await pool.query('vacuum analyze');
}
