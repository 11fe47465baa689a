import { Code, List, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import type { Template } from '../../../src/contract.ts';
import { TextLink } from '../parts/app-link.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import { callOf, type PartKind } from './part-kind.ts';

interface Props {
  readonly channel: Channel;
  readonly kind: PartKind;
  /** What templates call it; empty while it has no name. */
  readonly id: string;
  /** Absent of a new one. */
  readonly usedBy: Template['usedBy'];
}

/** What a layout or partial is for, how templates name it, and which do. */
export function PartNote({ channel, kind, id, usedBy }: Props) {
  const t = useStrings();
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t.parts.hint[kind]}
      </Text>
      {id === '' ? null : (
        <Text size="sm">
          {t.parts.call} <Code style={{ overflowWrap: 'anywhere' }}>{callOf(kind, id)}</Code>
        </Text>
      )}
      {usedBy === undefined ? null : usedBy.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t.parts.unused}
        </Text>
      ) : (
        <div>
          <Text size="sm" id="used-by">
            {t.parts.usedBy}:
          </Text>
          <List size="sm" aria-labelledby="used-by">
            {usedBy.map((user) => (
              <List.Item key={user.id} style={{ overflowWrap: 'anywhere' }}>
                <TextLink to={links.template(channel, user.id)}>{user.name}</TextLink>
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
