import { Button, Group, Stack, Textarea } from '@mantine/core';
import type { Channel } from 'postern';
import { useState } from 'react';
import { useStrings } from '../../strings/strings.tsx';
import { type ReadList, readLines } from './list.ts';

interface Props {
  readonly channel: Channel;
  readonly onRead: (list: ReadList) => void;
  readonly onClose: () => void;
}

/** A list typed or pasted, one a line. */
export function PasteList({ channel, onRead, onClose }: Props) {
  const t = useStrings();
  const [text, setText] = useState('');
  return (
    <Stack gap="xs">
      <Textarea
        label={t.many.paste}
        description={t.many.pasteHint[channel]}
        value={text}
        data-home
        autosize
        minRows={4}
        maxRows={12}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group gap="sm">
        <Button
          size="xs"
          onClick={() => {
            const list = readLines(channel, text);
            onRead(list);
            // What was not read stays to be mended.
            setText(list.wrong.join('\n'));
            if (list.wrong.length === 0 && list.people.length > 0) onClose();
          }}
        >
          {t.many.add}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t.common.close}
        </Button>
      </Group>
    </Stack>
  );
}
