import { useMutation } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { Call } from '../../../src/contract.ts';
import { ApiError } from '../api/error.ts';
import { channelFacts } from '../state/channels.ts';
import { useApi, useConsole } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { attachmentsOf } from './attachments.ts';
import { type Content, fitted } from './content.ts';
import { copiedOf } from './copied.ts';
import type { Draft } from './draft.ts';
import { aboutOf } from './use-send.ts';

interface Trial {
  readonly body: NonNullable<Call<'testEmail'>['body']>;
  readonly onError: (error: ApiError) => void;
}

/** What a form has written, as a test takes it. */
export function testOf(channel: Channel, draft: Draft, content: Content): Trial['body'] {
  return {
    ...fitted(channel, content),
    ...attachmentsOf(draft),
    ...copiedOf(draft),
    ...aboutOf(channel, draft),
  };
}

/** Sends what is being written to whoever writes it; the draft stays. `to`: their address, absent where there is none, or where the channel has no tests. */
export function useTest(channel: Channel) {
  const t = useStrings();
  const api = useApi();
  const { user } = useConsole().session;
  const { notify } = useNotices();
  const { testCall } = channelFacts[channel];
  const to = testCall && user.email;
  const lost: Partial<Record<string, string>> = {
    offline: t.compose.offline,
    network: t.compose.testNoAnswer,
  };
  const test = useMutation({
    mutationFn: async ({ body }: Trial) => {
      if (!testCall || !navigator.onLine)
        throw new ApiError({ code: 'offline', message: '', details: {}, status: 0 });
      return api.call(testCall, { body });
    },
    onSuccess({ id, status }) {
      const isHeld = status === 'suppressed';
      notify({
        kind: isHeld ? 'error' : 'done',
        text: isHeld ? t.compose.suppressed(to ?? '') : t.compose.tested(to ?? ''),
        action: { label: t.compose.look, to: links.message(channel, id) },
      });
    },
    onError(error: ApiError, { onError }) {
      const text = lost[error.code];
      if (text !== undefined) notify({ kind: 'error', title: t.errorTitle, text });
      else onError(error);
    },
  });
  return {
    to,
    isPending: test.isPending,
    send(what: Trial) {
      if (!test.isPending) test.mutate(what);
    },
  };
}
