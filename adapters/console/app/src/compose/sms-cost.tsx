import { Stack, Text } from '@mantine/core';
import type { SmsPreview } from '../../../src/contract.ts';
import { Note } from '../parts/note.tsx';
import { useStrings } from '../strings/strings.tsx';

/** What carriers count, and what makes it dearer. */
export function SmsCost({ preview }: { readonly preview: SmsPreview }) {
  const t = useStrings();
  const { segments, characters, left, encoding, warnings } = preview;
  return (
    <Stack gap={6} role="status">
      <Text fw={600}>
        {t.compose.segments(segments)} · {t.compose.characters(characters)}
      </Text>
      <Text size="sm" c="dimmed">
        {t.compose.charactersLeft(left)} · {t.compose.encoding[encoding]}. {t.compose.encodingHint}
      </Text>
      {warnings.map((warning) => (
        <Note key={warning} kind="warning">
          {warning}
        </Note>
      ))}
    </Stack>
  );
}
