import { createServer, type Server } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { memory, memoryTransport } from '@postern/memory';
import connect from 'connect';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { Messaging, type NodeRequest, type NodeResponse, nodeHandler, type WebHandler } from 'postern';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type HostileRequest,
  hostileRequests,
  sendHttp2,
  sendRaw,
} from '../../../test/support/hostile-requests.ts';
import { TestProvider } from '../../../test/support/provider.ts';
import { consoleHandler, messagingConsole } from '../src/index.ts';
import { builtApp, everything } from './support/console-fixture.ts';

// It has no types of its own; what is used of it is the same in 5.
const express4: typeof express = createRequire(import.meta.url)('express4');

type Listener = (request: NodeRequest, response: NodeResponse) => unknown;

/** Something that is mounted: as Node's listener, and as a Web handler. */
interface Mounted {
  readonly listener: Listener;
  readonly web: WebHandler;
}

/** A server with it at the root, so that nothing of a router's stands between. */
type Serve = (mounted: Mounted) => Promise<Server | Http2Server> | Server | Http2Server;

const servers: Readonly<Record<string, Serve>> = {
  'node:http': ({ listener }) => createServer(listener),
  'node:http2': ({ listener }) => createHttp2Server(listener),
  Connect: ({ listener }) => createServer(connect().use(listener)),
  'Express 4': ({ listener }) => createServer(express4().use(listener)),
  'Express 5': ({ listener }) => createServer(express().use(listener)),
  Fastify: async ({ listener }) => {
    const fastify = Fastify();
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
    fastify.all('*', (request, reply) => {
      reply.hijack();
      listener(request.raw, reply.raw);
    });
    await fastify.ready();
    return fastify.server;
  },
  Hono: ({ web }) => {
    const hono = new Hono();
    hono.all('*', (c) => web(c.req.raw));
    return createAdaptorServer({ fetch: hono.fetch }) as Server;
  },
};

/** What ends a process within the framework itself, before anything that is mounted there is asked. */
const fatal: Readonly<Record<string, readonly string[]>> = {
  // parseurl of Connect 3.7 calls url.parse unguarded.
  Connect: ['http://[/x', 'http://a|b/x', 'http://localhost:99999/x'],
};

const app = builtApp();
const errors: unknown[] = [];
let close: () => Promise<void> = async () => undefined;
let messaging: Messaging;

beforeEach(() => {
  errors.length = 0;
  messaging = new Messaging({
    ...{
      site: { id: 'acme', name: 'Acme' },
      secret: 'x'.repeat(32),
      publicUrl: 'https://a.example/messaging',
    },
    ...{ ...memory(), sms: new TestProvider(), email: memoryTransport({ channel: 'email' }) },
  });
  messaging.on('error', ({ error }) => errors.push(error));
});
afterEach(() => close());

async function open(serve: Serve, mounted: Mounted): Promise<number> {
  const server = await serve(mounted);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => new Promise((resolve) => server.close(() => resolve()));
  return (server.address() as AddressInfo).port;
}

const onError = (error: unknown) => errors.push(error);
const handle: WebHandler = (request) => messaging.handle(request);
const pagesOptions = { authorize: () => everything, appFolder: app.folder, onError };

const mounts: Readonly<Record<string, () => Mounted>> = {
  handle: () => ({ listener: nodeHandler(handle, { onError }), web: handle }),
  'the console': () => {
    const web = consoleHandler(messaging, pagesOptions);
    return { listener: messagingConsole(messaging, pagesOptions), web: (request) => web(request) };
  },
};

describe.each(Object.entries(mounts))('%s answers whatever comes in, and goes on', (_what, mount) => {
  it.each(Object.entries(servers))('behind %s', async (name, serve) => {
    const send = name === 'node:http2' ? sendHttp2 : sendRaw;
    const port = await open(serve, mount());
    const good: HostileRequest = { what: 'good', method: 'GET', target: '/messaging/unsubscribe/x' };
    const usual = await send(port, good);
    expect([200, 404]).toContain(usual);
    const wrong: string[] = [];
    for (const request of hostileRequests.filter(({ target }) => !fatal[name]?.includes(target))) {
      const status = await send(port, request);
      // HTTP/2 resets a stream whose target or host is none, before anybody is asked.
      const mayBeCut = request.cut !== undefined || name === 'node:http2';
      if (status >= 500 || (status < 200 && !mayBeCut)) wrong.push(`${request.what}: ${status}`);
      if ((await send(port, good)) !== usual) wrong.push(`${request.what}: the server is gone`);
    }
    expect(wrong).toEqual([]);
    expect(errors).toEqual([]);
  });
});
