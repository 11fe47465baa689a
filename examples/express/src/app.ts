import { fileURLToPath } from 'node:url';
import type { ConsoleMiddleware } from '@postern/console';
import express, { type Express, type Request, type RequestHandler } from 'express';
import { type Messaging, nodeHandler } from 'postern';
import { api } from './api.ts';
import { consolePath } from './console-pages.ts';
import type { Database } from './database.ts';
import { dnsPages } from './dns-pages.ts';
import { errorHandler, notFound } from './error-answer.ts';
import { guard, securityHeaders } from './guard.ts';
import { homePage } from './home-page.ts';
import { hookPages } from './hook-pages.ts';
import { mailPages } from './mail-pages.ts';
import type { OutsideWorld } from './outside-world.ts';
import { providerMailPages } from './provider-mail-pages.ts';
import type { ReceivedHooks } from './received-hooks.ts';
import { shopPages } from './shop-pages.ts';
import { smsPages } from './sms-pages.ts';

export interface Parts extends Pick<OutsideWorld, 'localDns' | 'catcher' | 'mailProvider' | 'phones'> {
  readonly messaging: Messaging;
  /** Absent where nobody outside could call it. */
  readonly publicUrl: string | undefined;
  readonly database: Database;
  readonly pages: ConsoleMiddleware<Request>;
  readonly hooks: ReceivedHooks;
}

/** Below it answers `messaging.handle`, to providers and recipients. */
export const publicPath = '/messaging';

const styleSheet = fileURLToPath(new URL('./style.css', import.meta.url));

/** Everything that answers over HTTP. */
export function createApp(parts: Parts): Express {
  const { messaging, publicUrl, database, pages, hooks, localDns, catcher, mailProvider, phones } = parts;
  const app = express();
  app.disable('x-powered-by');
  // Before the guard: it is for the world outside, and checks signatures and tokens itself. Before body parsers: signatures are over raw bodies.
  if (publicUrl) {
    const handle = nodeHandler((request) => messaging.handle(request));
    app.use(publicPath, handle);
  }
  app.use(readableJson, securityHeaders, guard);
  // Before body parsers: it reads its own bodies, and sets headers of its own.
  app.use(consolePath, pages);
  app.get('/style.css', (_req, res) => res.sendFile(styleSheet));
  // All of it, since only this machine asks; strangers should learn the status alone.
  app.get('/health', async (_req, res) => {
    const health = await messaging.health();
    res.status(health.status === 'down' ? 503 : 200).json(health);
  });
  app.use('/api', api(messaging, database));
  app.use(homePage(messaging, parts));
  app.use(shopPages(messaging, database));
  app.use(mailProvider ? providerMailPages(mailProvider, messaging) : mailPages(catcher, messaging));
  app.use(smsPages(phones, messaging));
  app.use(dnsPages(messaging, localDns));
  app.use(hookPages(hooks, messaging));
  app.use(notFound);
  app.use(errorHandler);
  return app;
}

/** Indented and ended by a line break, for people who read the answers of curl. */
const readableJson: RequestHandler = (_req, res, next) => {
  res.json = (body) => res.type('json').send(`${JSON.stringify(body, null, 2)}\n`);
  next();
};
