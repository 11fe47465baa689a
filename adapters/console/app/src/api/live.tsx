import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import type { LiveEvent } from '../../../src/contract.ts';
import { overviewCalls, senderCalls } from '../state/channels.ts';
import { useApi } from '../state/console.tsx';
import { ApiError } from './error.ts';
import { keyOf, refresh } from './query.ts';
import { openStream, type StreamState } from './stream.ts';

type Listener = (event: LiveEvent) => void;

interface Live {
  readonly state: StreamState;
  readonly listen: (listener: Listener) => () => void;
}

const Context = createContext<Live>({ state: 'live', listen: () => () => {} });

/** A burst of events refreshes the counts once. */
const countsEveryMs = 1_000;

/** Keeps what is shown true while the page is open: by the server's events, and where they fail by asking again. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>('live');
  const listeners = useRef(new Set<Listener>());

  useEffect(() => {
    let counts: number | undefined;
    let greeted = false;
    const refreshCounts = () => {
      counts ??= window.setTimeout(() => {
        counts = undefined;
        void refresh(client, [...overviewCalls, 'daily']);
      }, countsEveryMs);
    };
    const onEvent: Listener = (event) => {
      if (event.kind === 'hello') {
        // After an interruption anything may have changed. Lists of messages see to themselves.
        if (greeted)
          void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'messages' });
        greeted = true;
      }
      if (event.kind === 'message') {
        refreshCounts();
        void client.invalidateQueries({
          queryKey: keyOf('message', { params: { channel: event.channel, id: event.id } }),
        });
      }
      if (event.kind === 'sender') void refresh(client, [...senderCalls, 'senders', 'domain']);
      if (event.kind !== 'hello') refreshCounts();
      for (const listener of listeners.current) listener(event);
    };
    const stream = openStream(api.url('events'), {
      onEvent,
      onState: setState,
      probe: () => api.session(),
    });
    const forget = onLostAnswer(client, stream.check);
    return () => {
      window.clearTimeout(counts);
      forget();
      stream.close();
    };
  }, [api, client]);

  const live = useMemo<Live>(
    () => ({
      state,
      listen(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [state],
  );
  return <Context value={live}>{children}</Context>;
}

/** Hears of calls that got no answer, or that of somebody not signed in. */
function onLostAnswer(client: QueryClient, listener: () => void): () => void {
  const heard = (error: unknown) => {
    if (error instanceof ApiError && (error.status === 0 || error.status === 401)) listener();
  };
  const stops = [
    client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && (event.action.type === 'failed' || event.action.type === 'error')) {
        heard(event.action.error);
      }
    }),
    client.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') heard(event.action.error);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export function useStreamState(): StreamState {
  return use(Context).state;
}

/** Hears every event while the component is there; always calls the listener of the last rendering. */
export function useLive(listener: Listener): void {
  const { listen } = use(Context);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen((event) => latest.current(event)), [listen]);
}

/**
 * How often to ask again, in ms. Other processes' events do not reach this stream, so even a live page asks now and then.
 */
export function usePollEvery(): number {
  return useStreamState() === 'polling' ? 5_000 : 20_000;
}
