/**
 * The pages that colleagues use, mounted in a service of yours: senders, history, composing, templates. A middleware
 * for Express, Connect and `node:http`, and a Web handler for everything else. Who asks, and what they may do, your own
 * login says.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { messagingConsole } from '@postern/console';
 * import { memory } from '@postern/memory';
 * import { Messaging } from 'postern';
 *
 * const messaging = new Messaging({
 *   site: { id: 'acme', name: 'Acme' },
 *   secret: process.env.POSTERN_SECRET,
 *   ...memory(),
 * });
 * const pages = messagingConsole(messaging, {
 *   authorize: (request) =>
 *     request.headers.authorization ? { user: { id: '7', name: 'Ada' }, can: { view: true } } : undefined,
 * });
 * createServer((request, response) => pages(request, response)).listen(3000);
 * ```
 *
 * @packageDocumentation
 */
export {
  type ConsoleHandler,
  type ConsoleHandlerOptions,
  type ConsoleMiddleware,
  consoleHandler,
  messagingConsole,
} from './console.ts';
export type { Authority, ConsoleOptions, ErrorContext, StreamOptions } from './console-options.ts';
export type { Permission } from './contract/endpoints.ts';
