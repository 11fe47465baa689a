import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { EmailSenderState } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf, refresh } from '../api/query.ts';
import { useSecondsUntil } from './countdown.ts';
import { useWhich } from './which.ts';

/** `waiting`: none can be entered, and the next one goes by itself. */
export type CodeStand = 'open' | 'used_up' | 'waiting' | 'none';

interface Listeners {
  readonly onSent: () => void;
  readonly onError: (error: ApiError) => void;
}

/** Where the sender's code stands, and the way to another; one that went too soon is sent when its time has come. */
export function useCode({ code }: EmailSenderState, { onSent, onError }: Listeners) {
  const which = useWhich();
  const client = useQueryClient();
  const key = keyOf('emailSender', which);
  const look = () => void refresh(client, ['emailSender']);
  const { mutate, isPending } = useChange('sendCode', {
    refreshes: [],
    apply: (_, sent) =>
      client.setQueryData<EmailSenderState | null>(key, (sender) => sender && { ...sender, code: sent }),
  });
  const wait = useSecondsUntil(code.nextAt);
  const stand = standOf(code, { wait, valid: useSecondsUntil(code.expiresAt) });
  const send = () =>
    mutate(
      { ...which, body: {} },
      {
        onSuccess: onSent,
        onError(error) {
          // Somebody else was faster: the state says what became of it.
          look();
          if (error.code !== 'code_too_soon') onError(error);
        },
      },
    );

  // What the page promised. The state may say that the time has come before the count-down does.
  const promised = useRef(false);
  useEffect(() => {
    const due = promised.current && stand === 'none';
    promised.current = stand === 'waiting';
    if (due) send();
  });
  return { stand, wait, send, isSending: isPending, look };
}

function standOf(
  code: EmailSenderState['code'],
  { wait, valid }: { readonly wait: number; readonly valid: number },
): CodeStand {
  if (code.open) return valid > 0 ? 'open' : 'none';
  if (code.triesLeft === 0) return 'used_up';
  return wait > 0 ? 'waiting' : 'none';
}
