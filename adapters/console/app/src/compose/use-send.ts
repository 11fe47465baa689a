import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { useState } from 'react';
import type { Target } from '../api/consumers.ts';
import { ApiError } from '../api/error.ts';
import { refresh } from '../api/query.ts';
import { shownAddress } from '../parts/address.tsx';
import { channelFacts, overviewCalls } from '../state/channels.ts';
import { useApi, useConsole } from '../state/console.tsx';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useDates } from '../strings/dates.ts';
import { fromLocal } from '../strings/local-time.ts';
import { useStrings } from '../strings/strings.tsx';
import { attachmentsOf } from './attachments.ts';
import { type Content, fitted } from './content.ts';
import { copiedOf } from './copied.ts';
import type { Draft } from './draft.ts';
import { useUndo } from './use-undo.ts';

interface Sending {
  readonly draft: Draft;
  readonly content: Content;
  readonly onSent: () => void;
  /** The draft and its form once more, when it is taken back. */
  readonly restore: (draft: Draft) => void;
  readonly back: string;
  readonly onError: (error: ApiError) => void;
}

/** Sends, says what became of it, and goes to the history, where one sees it leave: unless the writer went elsewhere meanwhile. */
export function useSend(channel: Channel) {
  const t = useStrings();
  const api = useApi();
  const client = useQueryClient();
  const dates = useDates();
  const go = useGo();
  const { notify } = useNotices();
  const { undoMs } = useConsole().session.limits;
  const undo = useUndo(channel);
  // The form's key lets nothing go twice, whatever became of the first try.
  const lost: Partial<Record<string, string>> = { offline: t.compose.offline, network: t.compose.noAnswer };
  const [progress, setProgress] = useState(0);
  const sending = useMutation({
    mutationFn: async ({ draft, content }: Sending) => {
      if (!navigator.onLine) throw new ApiError({ code: 'offline', message: '', details: {}, status: 0 });
      const at = draft.later ? fromLocal(draft.at) : undefined;
      const common = {
        to: recipientOf(draft.to),
        idempotencyKey: draft.key,
        ...aboutOf(channel, draft),
        ...(at ? { scheduledAt: at.toISOString() } : { undo: true }),
      };
      const { sendCall } = channelFacts[channel];
      const files = attachmentsOf(draft);
      const body = { ...fitted(channel, content), ...common, ...copiedOf(draft), ...files };
      return api.call(sendCall, { body }, undefined, files.attachments ? setProgress : undefined);
    },
    onSuccess: ({ id, status }, { draft, onSent, restore, back }) => {
      const to = draft.to ? (draft.to.name ?? shownAddress(draft.to)) : '';
      const at = draft.later ? fromLocal(draft.at) : undefined;
      const mayUndo = status === 'scheduled' && !at;
      const text = mayUndo
        ? t.compose.leaves(to, Math.round(undoMs / 1000))
        : status === 'suppressed'
          ? t.compose.suppressed(to)
          : at
            ? t.compose.scheduled(to, dates.full(at.toISOString()))
            : t.compose.queued(to);
      notify({
        kind: status === 'suppressed' ? 'error' : 'done',
        text,
        ...(mayUndo
          ? {
              action: {
                label: t.compose.undo,
                undo: () => void undo({ id, back, restore: () => restore(draft) }),
              },
              lastsMs: undoMs,
            }
          : { action: { label: t.compose.look, to: links.message(channel, id) } }),
      });
      onSent();
      void refresh(client, [...overviewCalls, 'daily']);
    },
    onError(error: ApiError, { onError }) {
      const text = lost[error.code];
      if (text !== undefined) notify({ kind: 'error', title: t.errorTitle, text });
      else onError(error);
    },
  });
  return {
    isPending: sending.isPending,
    /** How much of it has left, from 0 to 1. */
    progress,
    send(what: Sending) {
      if (sending.isPending) return;
      setProgress(0);
      sending.mutate(what, { onSuccess: () => go(links.history(channel)) });
    },
  };
}

/** A consumer by id, so that the record belongs to them; anyone else by address. */
export function recipientOf(to: Target | undefined) {
  if (to?.consumerId !== undefined) return { consumerId: to.consumerId };
  const { address = '', name } = to ?? {};
  return { address, ...(name === undefined ? {} : { name }) };
}

/** Who it comes from and what it is about, where that was chosen. */
export function aboutOf(channel: Channel, { sender, topic, optOuts }: Draft) {
  return {
    ...(sender === undefined ? {} : { sender }),
    ...(topic === undefined ? {} : { topic }),
    ...(channelFacts[channel].choosesOptOuts && optOuts ? { [optOuts]: true } : {}),
  };
}
