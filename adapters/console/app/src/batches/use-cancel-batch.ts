import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
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
  return useMutation({
    async mutationFn(id: string) {
      let count = 0;
      for (let more = true; more; ) {
        const step = await api.call('cancelBatch', { params: { channel, id } });
        count += step.canceled;
        more = step.more;
      }
      return count;
    },
    onSuccess: (count) => notify({ kind: 'done', text: t.batches.stopped(count) }),
    onError: failed,
    onSettled: () => void refresh(client, [...overviewCalls, 'daily', 'batch', 'history']),
  });
}
