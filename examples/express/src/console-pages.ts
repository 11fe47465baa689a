import { type ConsoleMiddleware, messagingConsole } from '@postern/console';
import type { Request } from 'express';
import type { Messaging } from 'postern';
import { userOf } from './user.ts';

export const consolePath = '/console';

/** The one person that there is may do everything. */
const can = { view: true, send: true, manage: true, operate: true };

/** Postern's own pages, as a host mounts them. */
export function consolePages(messaging: Messaging, secret: string): ConsoleMiddleware<Request> {
  return messagingConsole(messaging, {
    authorize: (req) => ({ user: userOf(req), can }),
    // The same at the next start: a page that is open goes on working.
    secret,
    onError: (error, { method, endpoint }) => {
      console.error(`${method} ${endpoint} failed:`, error instanceof Error ? error.stack : typeof error);
    },
  });
}
