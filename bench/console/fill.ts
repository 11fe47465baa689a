import type pg from 'pg';
import type { EmailInput, Messaging, Storage } from 'postern';
import { writeHistory } from '../history/write-history.ts';
import { writeSuppressions } from '../suppressions/write-suppressions.ts';

/** Of what is sent to all at once. */
export const batchId = 'spring';
/** Its statements are those of 1,000 messages, the most that is recorded together. */
const batchSize = 1_000;

/** A site that has been at it for years: so many messages, as many entries of the suppression list, a sender, templates. */
export async function fillSite(
  pool: pg.Pool,
  {
    storage,
    messaging,
    rows,
  }: { readonly storage: Storage; readonly messaging: Messaging; readonly rows: number },
): Promise<void> {
  const { id: site } = messaging.site;
  await writeHistory(pool, site, rows);
  await writeSuppressions(pool, site, rows);
  await insertSender(storage, site);
  await fillTemplates(messaging);
}

/** Those that the history's messages were made with, and one that none was. */
export async function fillTemplates(messaging: Messaging): Promise<void> {
  const templates: readonly (readonly [string, string])[] = [
    ...Array.from({ length: 40 }, (_, n) => [`t-${n}`, `Template t-${n}`] as const),
    ['rare', 'Rare'],
    ['never', 'Never used'],
  ];
  for (const [id, name] of templates)
    await messaging.email.templates.save({
      id,
      name,
      subject: 'Order {{ number }}',
      text: 'Your order {{ number }}.',
    });
}

/** One mail to each of so many people, all of one batch, in pieces; nothing is handed over. Answers how long it took, in ms. */
export async function fillBatch(messaging: Messaging, count: number): Promise<number> {
  const began = performance.now();
  const { accepted } = await messaging.email.sendMany(lettersTo(count), { batch: batchId, batchSize });
  if (accepted !== count) throw new Error(`${accepted} of ${count} were accepted`);
  return performance.now() - began;
}

function* lettersTo(count: number): Generator<EmailInput> {
  const text = 'Hello, this is the news of the season for you and everybody else who asked for it. ';
  for (let n = 0; n < count; n += 1)
    yield {
      to: { address: `reader${n}@example.com`, name: `Reader ${n}` },
      ...{ subject: `News for ${n}`, text: `${text}No ${n}.`, origin: 'web', actor: 'ada' },
    };
}

export async function insertSender({ senders }: Storage, site: string): Promise<void> {
  const at = new Date();
  await senders.insert({
    ...{
      id: `snd_${site}`,
      site,
      channel: 'email',
      kind: 'address',
      key: 'default',
      byDefault: true,
      revision: 1,
    },
    ...{ name: 'Acme', address: 'hello@acme.example' },
    ...{ createdAt: at, addressValidatedAt: at, domainValidatedAt: at },
  });
}
