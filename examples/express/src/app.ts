import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import type { Messaging } from 'postern';
import { api } from './api.ts';
import { dnsPages } from './dns-pages.ts';
import { errorHandler, notFound } from './error-answer.ts';
import { guard, securityHeaders } from './guard.ts';
import { homePage } from './home-page.ts';
import type { LocalDns } from './local-dns.ts';
import type { MailCatcher } from './mail-catcher.ts';
import { mailPages } from './mail-pages.ts';

interface Parts {
  readonly messaging: Messaging;
  readonly localDns: LocalDns | undefined;
  readonly catcher: MailCatcher | undefined;
}

const styleSheet = fileURLToPath(new URL('./style.css', import.meta.url));

/** Everything that answers over HTTP. */
export function createApp({ messaging, localDns, catcher }: Parts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(readableJson, securityHeaders, guard);
  app.get('/style.css', (_req, res) => res.sendFile(styleSheet));
  app.use('/api', api(messaging));
  app.use(homePage(messaging, { mailCatcher: catcher !== undefined, dnsZone: localDns !== undefined }));
  app.use(mailPages(catcher));
  app.use(dnsPages(messaging, localDns));
  app.use(notFound);
  app.use(errorHandler);
  return app;
}

/** Indented and ended by a line break, for people who read the answers of curl. */
const readableJson: RequestHandler = (_req, res, next) => {
  res.json = (body) => res.type('json').send(`${JSON.stringify(body, null, 2)}\n`);
  next();
};
