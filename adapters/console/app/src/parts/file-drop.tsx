import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import classes from './file-drop.module.css';
import { Icon } from './icons.tsx';

interface Props {
  /** What the files are for, as it is read out. */
  readonly label: string;
  /** On the button that opens the picker, and beside it. */
  readonly button: string;
  readonly hint: string;
  /** What the picker offers: extensions and media types. Default: all. */
  readonly accept?: string;
  readonly disabled?: boolean;
  /** What was dropped or picked; never nothing. */
  readonly onFiles: (files: readonly File[]) => void;
  /** Above the button: what was chosen so far. */
  readonly above?: ReactNode;
  readonly below?: ReactNode;
}

/** A place to drop files at, with a button to pick them. */
export function FileDrop({ label, button, hint, accept, disabled = false, onFiles, above, below }: Props) {
  const [over, setOver] = useState(false);
  const drag = (isOver: boolean) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(isOver && !disabled);
  };
  const take = (files: readonly File[]) => {
    setOver(false);
    if (files.length > 0 && !disabled) onFiles(files);
  };
  return (
    <fieldset
      aria-label={label}
      className={classes.place}
      data-over={over}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        event.preventDefault();
        take([...event.dataTransfer.files]);
      }}
    >
      <Stack gap="xs">
        {above}
        <Group gap="sm">
          <FileButton multiple {...(accept === undefined ? {} : { accept })} onChange={take}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                disabled={disabled}
                leftSection={<Icon name="plus" size={14} />}
              >
                {button}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        </Group>
        {below}
      </Stack>
    </fieldset>
  );
}
