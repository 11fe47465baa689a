import { createContext, type ReactNode, use } from 'react';
import type { Session } from '../../../src/contract.ts';
import type { Api } from '../api/call.ts';

/** What every page knows: who looks, at which site, and how to reach the server. */
export interface Console {
  readonly session: Session;
  readonly api: Api;
}

const Context = createContext<Console | undefined>(undefined);

export function ConsoleProvider({
  value,
  children,
}: {
  readonly value: Console;
  readonly children: ReactNode;
}) {
  return <Context value={value}>{children}</Context>;
}

export function useConsole(): Console {
  const value = use(Context);
  if (!value) throw new Error('useConsole() is used outside its provider.');
  return value;
}

export function useApi(): Api {
  return useConsole().api;
}

export function usePermissions(): Session['permissions'] {
  return useConsole().session.permissions;
}
