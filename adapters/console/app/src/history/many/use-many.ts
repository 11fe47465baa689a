import { useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/error.ts';
import { paced } from '../../api/paced.ts';
import { refresh } from '../../api/query.ts';
import { overviewCalls } from '../../state/channels.ts';
import { useApi } from '../../state/console.tsx';
import { newId } from '../../state/tab.ts';
import type { Candidate, ManyAction, Outcome } from './outcomes.ts';

/** Messages of one call: few enough for the progress to be seen. */
const perCall = 25;

const refreshes = ['message', 'search', ...overviewCalls, 'daily', 'count', 'matching'] as const;

interface Run {
  readonly phase: 'asking' | 'running' | 'stopped' | 'over';
  /** Those that are acted on. */
  readonly messages: readonly Candidate[];
  /** Of those that were answered. */
  readonly outcomes: readonly Outcome[];
  /** What stopped it; absent where somebody did. */
  readonly error?: ApiError;
  /** The server wants some time between calls. */
  readonly isWaiting?: boolean;
}

/**
 * Acts on many messages, some at a time, as long as whoever asked for it stays: nothing goes on behind their back. A call that was
 * cut short is made once more when it goes on; by the key of this click nothing is done twice.
 */
export function useMany(channel: Channel, action: ManyAction) {
  const api = useApi();
  const client = useQueryClient();
  const key = useRef(newId());
  const ends = useRef<AbortController>(undefined);
  const [run, setRun] = useState<Run>({ phase: 'asking', messages: [], outcomes: [] });
  useEffect(() => () => ends.current?.abort(), []);

  const go = useCallback(
    async (messages: readonly Candidate[], before: readonly Outcome[]) => {
      const controller = new AbortController();
      ends.current = controller;
      const { signal } = controller;
      let outcomes = before;
      setRun({ phase: 'running', messages, outcomes });
      try {
        while (outcomes.length < messages.length) {
          const ids = messages.slice(outcomes.length, outcomes.length + perCall).map(({ id }) => id);
          const { items } = await paced(
            () => api.call('many', { params: { channel }, body: { action, ids, key: key.current } }, signal),
            {
              signal,
              now: () => api.now(),
              onWait: () => setRun({ phase: 'running', messages, outcomes, isWaiting: true }),
            },
          );
          outcomes = [...outcomes, ...items];
          if (signal.aborted) break;
          setRun({ phase: 'running', messages, outcomes });
        }
        setRun({ phase: outcomes.length < messages.length ? 'stopped' : 'over', messages, outcomes });
      } catch (error) {
        setRun({ phase: 'stopped', messages, outcomes, ...(error instanceof ApiError ? { error } : {}) });
        if (!(error instanceof ApiError) && !signal.aborted) throw error;
      } finally {
        void client.invalidateQueries({ queryKey: ['messages'] });
        void refresh(client, refreshes);
      }
    },
    [api, client, channel, action],
  );

  return {
    run,
    start: (messages: readonly Candidate[]) => void go(messages, []),
    stop: () => ends.current?.abort(),
    goOn: () => void go(run.messages, run.outcomes),
  };
}
