import type { Request } from 'express';

/** Who asks, as Postern is told: the id stands in a message's events and in the audit list. */
export interface User {
  readonly id: string;
  readonly name: string;
  /** Where the console sends what one writes as a test to oneself. */
  readonly email: string;
}

/** There is no login here (see `guard`): whoever reaches this machine is this one person. A service reads its session here. */
export function userOf(_req: Request): User {
  return { id: 'ada@acme.example', name: 'Ada Demo', email: 'ada@acme.example' };
}
