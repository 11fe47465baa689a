import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Router } from 'wouter';
import { ApiError } from './api/error.ts';
import { LiveProvider } from './api/live.tsx';
import { CrashGuard } from './layout/crash-guard.tsx';
import { NoticeList } from './layout/notice-list.tsx';
import { Routes } from './routes.tsx';
import { type Console, ConsoleProvider } from './state/console.tsx';
import { NoticesProvider } from './state/notices.tsx';
import { LanguageSwitch } from './strings/language-switch.tsx';
import type { Strings } from './strings/strings.tsx';
import { cssVariables, theme } from './theme.ts';

interface Props {
  readonly console: Console;
  readonly strings: Strings;
  readonly wanted: readonly string[];
  readonly nonce: string;
}

const retriesAtMost = 2;

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Without a connection it fails at once and says so. Kept for later it would happen when nobody expects it.
      mutations: { networkMode: 'always' },
      queries: {
        // A server on the own machine answers without a network.
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 5_000,
        // A refusal is an answer: asking again gives the same one.
        retry: (failures, error) =>
          failures < retriesAtMost &&
          (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      },
    },
  });
}

export function App({ console, strings, wanted, nonce }: Props) {
  const [client] = useState(newClient);
  return (
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        cssVariablesResolver={cssVariables}
        getStyleNonce={() => nonce}
      >
        <LanguageSwitch initial={strings} wanted={wanted}>
          <QueryClientProvider client={client}>
            <ConsoleProvider value={console}>
              <NoticesProvider>
                <Router base={console.api.base}>
                  <CrashGuard>
                    <LiveProvider>
                      <Routes />
                    </LiveProvider>
                  </CrashGuard>
                  <NoticeList />
                </Router>
              </NoticesProvider>
            </ConsoleProvider>
          </QueryClientProvider>
        </LanguageSwitch>
      </MantineProvider>
    </DirectionProvider>
  );
}
