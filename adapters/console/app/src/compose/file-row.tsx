import { CloseButton, Text } from '@mantine/core';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './files-field.module.css';

interface Props {
  readonly filename: string;
  /** What it is. */
  readonly text: string;
  /** What is to be said of it besides. */
  readonly state?: string | undefined;
  readonly onRemove: () => void;
}

/** A file that goes with a draft, and the way to take it off. */
export function FileRow({ filename, text, state, onRemove }: Props) {
  const words = useStrings().compose.files;
  return (
    <li>
      <Text size="sm" className={classes.name ?? ''}>
        {shown(text)}
        {state === undefined ? null : (
          <Text span inherit c="dimmed">
            {' – '}
            {state}
          </Text>
        )}
      </Text>
      <CloseButton size="sm" aria-label={words.remove(shown(filename))} onClick={onRemove} />
    </li>
  );
}
