import { TextInput } from '@mantine/core';
import type { Channel } from 'postern';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { roomBeside } from './room.ts';

interface Props {
  readonly channel: Channel;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (subject: string) => void;
}

/** The subject, as long as it may be beside the site's prefix. */
export function SubjectField({ channel, value, error, onChange }: Props) {
  const t = useStrings();
  const { limits, site } = useConsole().session;
  const prefix = site.prefix[channel];
  return (
    <TextInput
      label={t.compose.subject}
      value={value}
      error={error}
      required
      description={prefix.trim() === '' ? undefined : t.compose.prefixHint(prefix.trim())}
      maxLength={roomBeside(prefix, limits.subject, value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
