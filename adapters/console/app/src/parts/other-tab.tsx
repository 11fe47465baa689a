import { Button, Text } from '@mantine/core';
import { shown } from '../strings/shown.ts';
import { Note } from './note.tsx';

interface Props {
  readonly title: string;
  /** What the button says. */
  readonly take: string;
  /** What was written there, in a few words; empty ones are left out. */
  readonly parts: readonly string[];
  readonly onTake: () => void;
}

/** What was written in another tab: shown, and taken over only when asked for. */
export function OtherTab({ title, take, parts, onTake }: Props) {
  return (
    <Note
      kind="info"
      title={title}
      action={
        <Button size="xs" variant="default" onClick={onTake}>
          {take}
        </Button>
      }
    >
      <Text size="sm" lineClamp={2}>
        {parts
          .filter((part) => part !== '')
          .map(shown)
          .join(' · ')}
      </Text>
    </Note>
  );
}
