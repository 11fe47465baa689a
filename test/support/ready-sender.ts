import type { Storage } from '../../src/index.ts';

/** Gives the site `acme` an e-mail sender that may send. */
export async function insertReadySender({ senders }: Storage): Promise<void> {
  const now = new Date();
  await senders.insert({
    ...{
      id: 'snd_1',
      site: 'acme',
      channel: 'email',
      kind: 'address',
      key: 'default',
      byDefault: true,
      revision: 1,
    },
    ...{ name: 'Acme', address: 'hi@acme.example' },
    ...{ createdAt: now, addressValidatedAt: now, domainValidatedAt: now },
  });
}
