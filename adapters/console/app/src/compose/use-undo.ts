import { useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { ApiError } from '../api/error.ts';
import { refresh } from '../api/query.ts';
import { overviewCalls } from '../state/channels.ts';
import { useApi } from '../state/console.tsx';
import { useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Sent {
  readonly id: string;
  /** The form that it was written in. */
  readonly back: string;
  readonly restore: () => void;
}

/** Takes back a message that waits yet, and opens it again as a draft. */
export function useUndo(channel: Channel) {
  const t = useStrings();
  const api = useApi();
  const client = useQueryClient();
  const go = useGo();
  const { notify } = useNotices();
  return async ({ id, back, restore }: Sent): Promise<void> => {
    try {
      await api.call('cancel', { params: { channel, id } });
    } catch (error) {
      const isLost = error instanceof ApiError && error.code === 'network';
      notify({ kind: 'error', text: isLost ? t.compose.undoLost : t.compose.undoLate });
      return;
    }
    restore();
    go(back);
    notify({ kind: 'done', text: t.compose.undone });
    void refresh(client, [...overviewCalls, 'daily', 'history']);
  };
}
