import { type ConsoleMiddleware, messagingConsole } from '@postern/console';
import type { Request } from 'express';
import type { Messaging } from 'postern';

export const consolePath = '/console';

/** There is no login here (see `guard`): whoever reaches this machine is this one person, and may do everything. */
const demoUser = {
  user: { id: 'ada@acme.example', name: 'Ada Demo' },
  can: { view: true, send: true, manage: true, operate: true },
};

/** Postern's own pages, as a host mounts them. */
export function consolePages(messaging: Messaging, secret: string): ConsoleMiddleware<Request> {
  return messagingConsole(messaging, {
    authorize: () => demoUser,
    // The same at the next start: a page that is open goes on working.
    secret,
    onError: (error, { method, endpoint }) => {
      console.error(`${method} ${endpoint} failed:`, error instanceof Error ? error.stack : typeof error);
    },
  });
}
