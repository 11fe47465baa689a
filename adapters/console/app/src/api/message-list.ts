import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { Channel, MessageStatus, Origin } from 'postern';
import { useCallback, useEffect, useRef } from 'react';
import type { LiveEvent, Message, MessagePage } from '../../../src/contract.ts';
import type { Narrowing } from '../history/narrowing.ts';
import { useApi } from '../state/console.tsx';
import type { ApiError } from './error.ts';
import { useLive, usePollEvery } from './live.tsx';
import { isMoving, messagesOf, type Pages, withHead, withPage, withStatus } from './message-pages.ts';

/** What a list is of: a channel's history, or one consumer's. */
export type ListOf = Filter &
  (
    | { readonly channel: Channel; readonly consumerId?: undefined }
    | { readonly channel: Channel | undefined; readonly consumerId: string }
  );

interface Filter {
  readonly origin: Origin | undefined;
  /** One of these; all where there are none. */
  readonly status: readonly MessageStatus[] | undefined;
  /** As the calls take it. */
  readonly narrowing?: Narrowing;
}

export interface MessageList {
  readonly messages: readonly Message[];
  readonly isPending: boolean;
  readonly error: ApiError | null;
  readonly hasMore: boolean;
  /** Much was looked at for few that fit: what is older was not looked at yet. */
  readonly searchedBackTo: string | undefined;
  /** How many pages were asked for. */
  readonly looks: number;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

const pageSize = 50;
/** Events come in bursts: one request for all of them. */
const gatherMs = 400;
/** Pages of what is new that are asked for at once. */
const newPagesAtMost = 5;
/** Pages below the first that are asked for again because something on them still moves. */
const movingPagesAtMost = 3;

/** The newest messages, more as one scrolls, each with the status it has now. */
export function useMessageList(of: ListOf): MessageList {
  const api = useApi();
  const client = useQueryClient();
  const key = ['messages', of];
  const load = (cursor: string | undefined, signal?: AbortSignal): Promise<MessagePage> => {
    const query = {
      ...of.narrowing,
      origin: of.origin,
      status: of.status?.join(','),
      cursor,
      limit: pageSize,
    };
    return of.consumerId === undefined
      ? api.call('history', { params: { channel: of.channel }, query }, signal)
      : api.call(
          'consumerHistory',
          { params: { id: of.consumerId }, query: { ...query, channel: of.channel } },
          signal,
        );
  };
  const result = useInfiniteQuery<MessagePage, ApiError, Pages, typeof key, string | undefined>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    // Asking for everything again would be dozens of pages after a long scroll: the list is kept true piece by piece.
    staleTime: Number.POSITIVE_INFINITY,
  });

  const change = (changed: (pages: Pages) => Pages) => {
    client.setQueryData<Pages>(key, (present) => present && changed(present));
  };
  const reaches = (of: typeof key, head: MessagePage) => {
    const known = new Set(messagesOf(client.getQueryData<Pages>(of)).map(({ id }) => id));
    return known.size === 0 || head.items.some(({ id }) => known.has(id));
  };
  const renew = async () => {
    if (!client.getQueryData<Pages>(key)) return;
    let head = await load(undefined);
    // Where more is new than fits on a page, what is between is loaded too: the list would begin anew under its reader.
    for (let more = 1; more < newPagesAtMost && isToGoOn(head) && !reaches(key, head); more += 1) {
      const below = await load(head.next);
      head = { ...below, items: [...head.items, ...below.items] };
    }
    change((pages) => withHead(pages, head));
  };
  const renewMoving = async () => {
    const pages = client.getQueryData<Pages>(key);
    const below = (pages?.pages ?? []).map((page, index) => ({ page, index })).slice(1);
    const moving = below.filter(({ page }) => page.items.some(isMoving)).slice(0, movingPagesAtMost);
    for (const { index } of moving) {
      const fresh = await load(pages?.pageParams[index]);
      change((present) => withPage(present, index, fresh));
    }
  };

  useListUpkeep({
    concerns: (event) =>
      (of.channel === undefined || event.channel === of.channel) &&
      (of.origin === undefined || event.origin === of.origin) &&
      (of.consumerId === undefined || event.consumerId === of.consumerId),
    onEvent: ({ id, status }) => change((pages) => withStatus(pages, id, status)),
    renew,
    renewMoving,
  });

  return {
    messages: messagesOf(result.data),
    isPending: result.isPending,
    error: result.error,
    hasMore: result.hasNextPage,
    searchedBackTo: result.data?.pages.at(-1)?.searchedBackTo,
    looks: result.data?.pages.length ?? 0,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => {
      if (result.hasNextPage && !result.isFetchingNextPage) void result.fetchNextPage();
    },
    retry: () => void result.refetch(),
  };
}

/** Not where it stopped for having looked at much. */
function isToGoOn({ next, searchedBackTo }: MessagePage): boolean {
  return next !== undefined && searchedBackTo === undefined;
}

type MessageEvent = Extract<LiveEvent, { kind: 'message' }>;

interface Upkeep {
  readonly concerns: (event: MessageEvent) => boolean;
  readonly onEvent: (event: MessageEvent) => void;
  readonly renew: () => Promise<void>;
  readonly renewMoving: () => Promise<void>;
}

/** Keeps a list true: at once by events, and every now and then by asking. A failure waits for the next time. */
function useListUpkeep(upkeep: Upkeep): void {
  const pollEvery = usePollEvery();
  const gathering = useRef<number>(undefined);
  const latest = useRef(upkeep);
  useEffect(() => {
    latest.current = upkeep;
  });
  const renewAll = useCallback(async () => {
    if (document.hidden) return;
    await latest.current.renew();
    await latest.current.renewMoving();
  }, []);

  useLive((event) => {
    if (event.kind === 'hello') void renewAll().catch(() => {});
    if (event.kind !== 'message' || !latest.current.concerns(event)) return;
    latest.current.onEvent(event);
    gathering.current ??= window.setTimeout(() => {
      gathering.current = undefined;
      latest.current.renew().catch(() => {});
    }, gatherMs);
  });
  useEffect(() => () => window.clearTimeout(gathering.current), []);
  useEffect(() => {
    // What was kept from an earlier visit may be old.
    void renewAll().catch(() => {});
    const timer = window.setInterval(() => void renewAll().catch(() => {}), pollEvery);
    return () => window.clearInterval(timer);
  }, [renewAll, pollEvery]);
}
