import { useQueryClient } from '@tanstack/react-query';
import type { Channel, MessageStatus, Origin } from 'postern';
import { useEffect, useRef } from 'react';
import type { Narrowing } from '../history/narrowing.ts';
import { useLive, usePollEvery } from './live.tsx';
import { refresh, useCall } from './query.ts';

export const foundAtMost = 100;
/** A search is dearer than a page: events that come together cause one. */
const gatherMs = 1_500;

interface SearchFilter {
  readonly origin: Origin | undefined;
  readonly status: readonly MessageStatus[] | undefined;
  /** As the calls take it. */
  readonly narrowing: Narrowing;
}

/** The newest messages that hold the term; nothing is asked for without one. */
export function useMessageSearch(channel: Channel, term: string, filter: SearchFilter) {
  const { origin, status, narrowing } = filter;
  const client = useQueryClient();
  const pollEvery = usePollEvery();
  const enabled = term !== '';
  const gathering = useRef<number>(undefined);
  useLive((event) => {
    if (!enabled || event.kind !== 'message' || event.channel !== channel) return;
    gathering.current ??= window.setTimeout(() => {
      gathering.current = undefined;
      void refresh(client, ['search']);
    }, gatherMs);
  });
  useEffect(() => () => window.clearTimeout(gathering.current), []);
  return useCall(
    'search',
    {
      params: { channel },
      query: { ...narrowing, term, origin, status: status?.join(','), limit: foundAtMost },
    },
    { enabled, keepPrevious: true, every: pollEvery },
  );
}
