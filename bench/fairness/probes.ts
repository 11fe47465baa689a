import type { Messaging } from 'postern';

/** Sends one message that ought not to wait; resolves when it is recorded. */
export type Probe = (to: string) => Promise<unknown>;

const content = { subject: 'Just one', text: 'It ought not to wait.' };
const confirmedByHost = { actor: 'bench' };

/** Sites that may send at once: no provider asks for more than the host's word. */
async function siteOf(messaging: Messaging, id: string): Promise<Messaging> {
  const site = id === messaging.site.id ? messaging : await messaging.loadSite(id);
  const { sender } = site.email;
  if (!(await sender.find()))
    await sender.create({ name: id, address: `hello@${id}.example`, confirmedByHost });
  return site;
}

/** Each way by which one message should pass what waits. `messaging` is of the site that so much waits of. */
export async function probesOf(messaging: Messaging): Promise<Readonly<Record<string, Probe>>> {
  const own = await siteOf(messaging, messaging.site.id);
  const other = await siteOf(messaging, 'other');
  let codes = 0;
  return {
    'another site’s, normal': (to) => other.email.send({ to: { address: to }, ...content }),
    'the same site’s, normal': (to) => own.email.send({ to: { address: to }, ...content }),
    'the same site’s, high': (to) => own.email.send({ to: { address: to }, priority: 'high', ...content }),
    // A site of its own each: codes of one site, and to one address, are limited.
    async 'a code mail'(to) {
      codes += 1;
      const site = await messaging.loadSite(`coded${codes}`);
      await site.email.sender.create({ name: 'Coded', address: to });
    },
  };
}

/** What all of them have to pass: a newsletter of one site. */
export async function fill(messaging: Messaging, count: number): Promise<void> {
  const own = await siteOf(messaging, messaging.site.id);
  function* newsletter() {
    for (let at = 0; at < count; at += 1)
      yield {
        to: { address: `reader${at}@example.com` },
        subject: 'News',
        text: 'Lorem ipsum dolor sit amet. '.repeat(36),
      };
  }
  const { accepted, rejections } = await own.email.sendMany(newsletter());
  if (accepted !== count) throw rejections[0]?.error;
}
