import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testMessaging } from '@postern/memory/testing';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { messagingConsole } from '../src/index.ts';
import { builtApp, everything } from './support/console-fixture.ts';
import { strippingProxy } from './support/stripping-proxy.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A console at `mount`, and the address of a proxy before it that takes `prefix` away. */
async function behind(prefix: string, mount: string, publicPath: string): Promise<string> {
  const app = builtApp();
  const { messaging } = await testMessaging();
  const options = { authorize: () => everything, appFolder: app.folder, publicPath };
  const pages = messagingConsole(messaging, options);
  const server = createServer(mount === '/' ? pages : express().use(mount, pages));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy = await strippingProxy(new URL(`http://127.0.0.1:${port}`), prefix);
  closing.push(
    app.remove,
    () => new Promise((resolve) => server.close(resolve)),
    () => proxy.close(),
  );
  return new URL(proxy.url).origin;
}

describe('behind a proxy that strips a prefix', () => {
  it.each([
    ['/office', '/messaging', '/office/messaging'],
    ['/office/messaging', '/', '/office/messaging/'],
  ])('%s before %s the page, its files and its calls go by the path of the browser', async (...given) => {
    const origin = await behind(...given);
    const page = await (await fetch(`${origin}/office/messaging/email/history`)).text();
    expect(page).toContain('content="/office/messaging"');
    const script = /src="([^"]+)"/.exec(page)?.[1] ?? '';
    expect((await fetch(origin + script)).status).toBe(200);
    const session = await fetch(`${origin}/office/messaging/api/session`);
    expect(await session.json()).toMatchObject({ user: { id: 'u1' } });
  });

  it.each(['office', '//evil.example', '/\\evil.example'])(
    '"%s" is no path of this host',
    async (publicPath) => {
      const { messaging } = await testMessaging();
      expect(() => messagingConsole(messaging, { authorize: () => everything, publicPath })).toThrow(
        'console: "publicPath" begins with one slash.',
      );
    },
  );
});
