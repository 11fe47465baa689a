import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { MessageDetail } from '../../../src/contract.ts';
import { MessageFrame } from '../parts/html-frame.tsx';
import { Icon } from '../parts/icons.tsx';
import { kilobytes } from '../parts/kilobytes.ts';
import { useApi, usePermissions } from '../state/console.tsx';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './message.module.css';

type File = NonNullable<MessageDetail['content']>['attachments'][number];

/** What was sent, exactly. */
export function Content({ message }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const { content, confidential, id } = message;
  if (confidential) return <Text c="dimmed">{t.message.confidential}</Text>;
  if (!content) return <Text c="dimmed">{t.message.erased}</Text>;
  return (
    <Stack gap="sm">
      {content.html === undefined ? (
        <div className={classes.text}>{shown(content.text)}</div>
      ) : (
        <Formatted id={id} text={content.text} />
      )}
      {content.calendar ? (
        <div className={classes.calendar}>
          <Icon name="calendar" />
          <Saved id={id} number="calendar" filename={content.calendar.filename}>
            {t.message.calendar[content.calendar.method](content.calendar.filename)}
          </Saved>
        </div>
      ) : null}
      {content.attachments.length > 0 ? <Files id={id} files={content.attachments} /> : null}
    </Stack>
  );
}

interface SavedProps {
  readonly id: string;
  /** As `messageFile` has it. */
  readonly number: string;
  readonly filename: string;
  readonly children: string;
}

/** What can be saved, by whom may send. */
function Saved({ id, number, filename, children }: SavedProps) {
  const api = useApi();
  const { send } = usePermissions();
  if (!send) return <span>{children}</span>;
  const href = api.url('messageFile', { params: { id, number } });
  return (
    <Anchor href={href} download={filename} underline="always">
      {children}
    </Anchor>
  );
}

function Files({ id, files }: { readonly id: string; readonly files: readonly File[] }) {
  const t = useStrings();
  return (
    <div>
      <Text fw={600} size="sm">
        {t.message.attachments}
      </Text>
      <ul className={classes.files}>
        {files.map(({ filename, bytes }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a file is known by; names may come twice.
          <li key={place}>
            <Saved id={id} number={String(place)} filename={filename}>
              {filename}
            </Saved>{' '}
            ({kilobytes(bytes)})
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The HTML in its frame, or the text for readers without; other servers are asked for pictures only on demand. */
function Formatted({ id, text }: { readonly id: string; readonly text: string }) {
  const t = useStrings();
  const api = useApi();
  const [plain, setPlain] = useState(false);
  const [remote, setRemote] = useState(false);
  const src = api.url('messageHtml', { params: { id }, query: { images: remote ? '1' : undefined } });
  return (
    <>
      <Group gap="xs">
        <Button
          size="xs"
          variant={plain ? 'default' : 'light'}
          aria-pressed={!plain}
          onClick={() => setPlain(false)}
        >
          {t.message.formatted}
        </Button>
        <Button
          size="xs"
          variant={plain ? 'light' : 'default'}
          aria-pressed={plain}
          onClick={() => setPlain(true)}
        >
          {t.message.plain}
        </Button>
      </Group>
      {plain ? (
        <div className={classes.text}>{shown(text)}</div>
      ) : (
        <MessageFrame src={src} title={t.message.frame} />
      )}
      {plain || remote ? null : (
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed" style={{ flex: '1 1 14rem' }}>
            {t.message.remoteHint}
          </Text>
          <Button size="xs" variant="default" onClick={() => setRemote(true)}>
            {t.message.loadRemote}
          </Button>
        </Group>
      )}
    </>
  );
}
