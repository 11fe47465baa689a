import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Breakable } from '../parts/breakable.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Note } from '../parts/note.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

/** A secret that was just made. */
export interface NewSecret {
  readonly url: string;
  readonly secret: string;
  /** Until then the one before signs too. */
  readonly earlierUntil?: string;
}

interface Props {
  readonly of: NewSecret;
  readonly onDone: () => void;
}

export function SecretNote({ of: { url, secret, earlierUntil }, onDone }: Props) {
  const t = useStrings();
  const dates = useDates();
  const place = useRef<HTMLDivElement>(null);
  // It may stand far from the button that made it.
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} data-home>
      <Note kind="warning" title={t.webhooks.secretTitle} alert>
        <Stack gap="xs" align="flex-start">
          <Text style={{ overflowWrap: 'anywhere' }}>
            <Breakable text={url} />
          </Text>
          <Text>{t.webhooks.secretHint}</Text>
          <Code style={{ overflowWrap: 'anywhere' }} fz="sm">
            {secret}
          </Code>
          {earlierUntil === undefined ? null : (
            <Text>{t.webhooks.secretEarlier(dates.short(earlierUntil))}</Text>
          )}
          <Group gap="sm">
            <CopyButton value={secret} what={t.webhooks.secret} />
            <Button size="xs" variant="default" onClick={onDone}>
              {t.webhooks.secretDone}
            </Button>
          </Group>
        </Stack>
      </Note>
    </div>
  );
}
