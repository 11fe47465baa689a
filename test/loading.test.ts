import { testMessaging } from '@postern/memory/testing';
import { getCountries } from 'libphonenumber-js/max';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { isCountry } from '../src/model/country.ts';
import { lazily } from '../src/model/lazily.ts';
import { allowedFor, heavyEntries } from './support/light-packages.ts';
import { entryFiles } from './support/public-exports.ts';
import { importedWith } from './support/static-imports.ts';

describe('importing a package', () => {
  it.each(entryFiles().filter((file) => !file.includes('/testing/')))(
    '%s loads nothing that some hosts do not need',
    async (entry) => {
      const allowed = allowedFor(entry);
      const loaded = await importedWith(entry);
      expect(loaded.filter((name) => !allowed.includes(name))).toEqual([]);
    },
    60_000,
  );

  it.each(heavyEntries)('$entry loads what it is there for', async ({ source, packages }) => {
    expect(await importedWith(source)).toEqual(expect.arrayContaining([...packages]));
  });
});

describe('what is loaded when it is first used', () => {
  it('is loaded once by calls at once, and by later ones', async () => {
    const load = vi.fn(async () => ({ read: () => 'read' }));
    const reader = lazily(load);
    expect(load).not.toHaveBeenCalled();
    const [one, other] = await Promise.all([reader(), reader()]);
    expect([one, other, await reader()].map(({ read }) => read())).toEqual(['read', 'read', 'read']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('serves first calls at once as it serves later ones', async () => {
    const schema = z.object({ name: z.string() });
    const welcome = {
      id: 'welcome',
      channel: 'email',
      subject: 'Hi',
      html: '<p>Hi {{ name }}</p>',
      schema,
    } as const;
    const t = await testMessaging({ templates: [welcome] });
    const { email, sms } = t.messaging;
    const number = { address: '+44 7400 123456' };
    const mail = { to: { address: 'jo@customer.example' }, template: welcome, data: { name: 'Jo' } };
    const twice = <T>(call: () => Promise<T>) => Promise.all([call(), call()]);
    const [, , previews] = await Promise.all([
      twice(() => sms.send({ to: number, text: 'Hello' })),
      twice(() => email.send(mail)),
      twice(() => sms.preview('Hello')),
      twice(() => sms.suppressions.find(number.address)),
      twice(() => email.sender.domain()),
    ]);
    await t.deliverAll();
    expect(previews.map(({ segments }) => segments)).toEqual([1, 1]);
    expect(t.sent.map(({ to, text }) => `${to.address} ${text}`).sort()).toEqual([
      '+447400123456 Test: Hello',
      '+447400123456 Test: Hello',
      'jo@customer.example Hi Jo',
      'jo@customer.example Hi Jo',
    ]);
  });

  it('is asked by start() of a template that nobody defined: what is wrong with it stops the program', async () => {
    const wrong = { id: 'wrong', channel: 'sms', text: 'Hi {{ name', schema: z.object({}) } as const;
    const { messaging } = await testMessaging({ templates: [wrong] });
    await expect(messaging.start()).rejects.toMatchObject({ code: 'template_invalid' });
  });
});

it('a country is known by its two capitals, as libphonenumber knows it', () => {
  expect(getCountries().filter((country) => !isCountry(country))).toEqual([]);
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((one) => letters.map((other) => one + other));
  expect(pairs.filter(isCountry)).toEqual([...getCountries()].sort());
  expect([undefined, 'gb', 'GBR', ''].filter(isCountry)).toEqual([]);
});
