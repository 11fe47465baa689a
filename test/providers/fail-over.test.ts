import { afterEach, describe, expect, it } from 'vitest';
import { openSite, providers } from '../support/providers.ts';

const names = Object.keys(providers);
const pairs = names.flatMap((first) =>
  names.filter((name) => name !== first).map((second) => [first, second]),
);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('fail-over', () => {
  it.each(pairs)('from %s to %s and back, with a sender in place at both', async (...pair) => {
    const site = await openSite(pair);
    open.push(site);
    const transports = await site.setUp();
    expect(transports.map(({ transport, inPlace }) => [transport, inPlace])).toEqual(
      pair.map((name) => [name, true]),
    );
    const [first, second] = site.sides;
    const takenBy = async (id: string) => (await site.messaging.email.get(id)).transport;
    expect(await takenBy(await site.send())).toBe(pair[0]);

    await first?.http.unplug();
    const over = await site.send();
    const { status, transport, events } = await site.messaging.email.get(over);
    expect([status, transport]).toEqual(['sent', pair[1]]);
    expect(events.at(-1)?.detail).toMatch(/could not be reached/);
    expect(second?.texts().at(-1)).toMatch(/at the door/);

    await first?.http.plug();
    expect(await takenBy(await site.send())).toBe(pair[0]);
    const answers = await second?.report((second.texts().length ?? 0) - 1, everything(second.kinds), {});
    expect(answers?.every((answer) => answer === 200 || answer === 204)).toBe(true);
    expect(['delivered', 'undelivered', 'failed']).toContain((await site.messaging.email.get(over)).status);
  });
});

function everything(kinds: number): readonly number[] {
  return Array.from({ length: kinds }, (_, index) => index);
}
