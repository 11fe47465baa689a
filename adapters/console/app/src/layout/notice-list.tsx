import { CloseButton, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { TextLink } from '../parts/app-link.tsx';
import { Icon } from '../parts/icons.tsx';
import { UndoButton } from '../parts/undo-button.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { type Notice, useNoticeList, useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './notice-list.module.css';

const shownMs = 8_000;

/** In a corner of the page. What was done goes by itself; what went wrong stays until it is dismissed. */
export function NoticeList() {
  const list = useNoticeList();
  const place = useKeptFocus<HTMLDivElement>(list.length);
  return (
    <div ref={place} data-layer className={classes.list} role="status" aria-live="polite">
      {list.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function OneNotice({ notice }: { readonly notice: Notice }) {
  const t = useStrings();
  const { dismiss } = useNotices();
  const [held, setHeld] = useState(false);
  const { id, kind, title, text, action, lastsMs } = notice;
  useEffect(() => {
    if (kind === 'error' || (held && lastsMs === undefined)) return;
    const timer = window.setTimeout(() => dismiss(id), lastsMs ?? shownMs);
    return () => window.clearTimeout(timer);
  }, [held, kind, id, lastsMs, dismiss]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a note only keeps it from going.
    <div
      className={classes.notice}
      data-kind={kind}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={kind === 'done' ? 'check' : 'warning'} />
      <div className={classes.text}>
        {title === undefined ? null : <Text fw={600}>{title}</Text>}
        <Group gap="xs">
          <Text size="sm">{text}</Text>
          {action && 'to' in action ? <TextLink to={action.to}>{action.label}</TextLink> : null}
          {action && 'undo' in action ? (
            <UndoButton
              label={action.label}
              onUndo={() => {
                dismiss(id);
                action.undo();
              }}
            />
          ) : null}
        </Group>
      </div>
      <CloseButton aria-label={t.common.dismiss} onClick={() => dismiss(id)} />
    </div>
  );
}
