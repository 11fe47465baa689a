import { Drawer, Skeleton, Stack } from '@mantine/core';
import type { Channel } from 'postern';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/error.ts';
import { usePollEvery } from '../api/live.tsx';
import { isMoving } from '../api/message-pages.ts';
import { useCall } from '../api/query.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useInnerDialogs } from '../parts/inner-dialog.tsx';
import { isOpenedFromList } from '../state/opened.ts';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { MessageView } from './message-view.tsx';

interface Props {
  readonly channel: Channel;
}

/** One message beside its list; which one stands in the address. */
export function MessageDrawer({ channel }: Props) {
  const t = useStrings();
  const { get, set } = useParameters();
  const id = get('message');
  // What is shown while it slides out.
  const [shown, setShown] = useState(id);
  useEffect(() => {
    if (id !== undefined) setShown(id);
  }, [id]);
  useFocusBack(id);
  const leaving = useRef<string>(undefined);
  const close = () => {
    if (leaving.current === id) return;
    // Opened from its list: closing goes back there, so that Back does not stop at the same list twice.
    if (!isOpenedFromList(window.history.state)) set({ message: undefined, in: undefined });
    else {
      leaving.current = id;
      window.history.back();
    }
  };
  useEffect(() => {
    if (id === undefined) leaving.current = undefined;
  }, [id]);
  const { hasInner, Inner } = useInnerDialogs();
  return (
    <Drawer
      opened={id !== undefined}
      onClose={close}
      position="right"
      size="min(100%, 40rem)"
      title={t.message.title}
      returnFocus={false}
      closeOnEscape={!hasInner}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Inner>{shown === undefined ? null : <OneMessage key={shown} channel={channel} id={shown} />}</Inner>
    </Drawer>
  );
}

function OneMessage({ channel, id }: { readonly channel: Channel; readonly id: string }) {
  const t = useStrings();
  const pollEvery = usePollEvery();
  const [moving, setMoving] = useState(true);
  const { data, error, refetch } = useCall(
    'message',
    { params: { channel, id } },
    { every: moving ? Math.min(pollEvery, 5_000) : pollEvery },
  );
  useEffect(() => {
    if (data) setMoving(isMoving(data));
  }, [data]);
  if (data) return <MessageView message={data} />;
  if (error instanceof ApiError && error.code === 'message_not_found') {
    return <Empty icon="search" title={t.message.gone} hint={t.message.goneHint} />;
  }
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <Stack aria-hidden="true">
      <Skeleton h={32} w="40%" />
      <Skeleton h={80} />
      <Skeleton h={240} />
    </Stack>
  );
}

/** Back to the row the message was opened from, which may have been drawn anew meanwhile. */
function useFocusBack(id: string | undefined): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (id !== undefined) last.current = id;
    else if (last.current !== undefined) {
      document
        .querySelector<HTMLElement>(`[data-message="${CSS.escape(last.current)}"]`)
        ?.focus({ preventScroll: true });
      last.current = undefined;
    }
  }, [id]);
}
