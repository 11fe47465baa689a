import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { useState } from 'react';
import { paced } from '../api/paced.ts';
import { refresh } from '../api/query.ts';
import { useFailure } from '../parts/use-failure.ts';
import { overviewCalls } from '../state/channels.ts';
import { useApi } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

/** Takes back what of a batch waits, call by call until nothing does, and says how many that were. */
export function useCancelBatch(channel: Channel) {
  const t = useStrings();
  const api = useApi();
  const client = useQueryClient();
  const failed = useFailure();
  const { notify } = useNotices();
  const [canceled, setCanceled] = useState(0);
  const mutation = useMutation({
    async mutationFn(id: string) {
      // It goes on when the page is left: it was asked for, and messages leave meanwhile.
      const pace = { signal: new AbortController().signal, now: () => api.now() };
      let count = 0;
      setCanceled(0);
      for (let more = true; more; ) {
        const step = await paced(() => api.call('cancelBatch', { params: { channel, id } }), pace);
        count += step.canceled;
        setCanceled(count);
        more = step.more;
      }
      return count;
    },
    onSuccess: (count) => notify({ kind: 'done', text: t.batches.stopped(count) }),
    onError: failed,
    onSettled: () => void refresh(client, [...overviewCalls, 'daily', 'batch', 'history']),
  });
  /** `canceled`: how many are, of those that it takes back. */
  return { ...mutation, canceled };
}
