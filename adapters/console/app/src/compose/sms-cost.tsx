import { Button, Group, Stack, Text } from '@mantine/core';
import type { SmsPreview } from '../../../src/contract.ts';
import { Note } from '../parts/note.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useStrings } from '../strings/strings.tsx';

type Finding = SmsPreview['findings'][number];
/** What stands for what, everywhere in the text. */
export type Replacements = Extract<Finding, { readonly code: 'unicode_characters' }>['replacements'];

interface Props {
  readonly preview: SmsPreview;
  /** Absent where the text cannot be changed. */
  readonly onReplace: ((replacements: Replacements) => void) | undefined;
}

/** What carriers count, and what makes it dearer. */
export function SmsCost({ preview, onReplace }: Props) {
  const t = useStrings();
  const { segments, characters, left, encoding, findings } = preview;
  // The button goes with what it replaced: one hears what the message costs now.
  const place = useKeptFocus<HTMLDivElement>(findings.length);
  return (
    <Stack ref={place} gap={6} role="status">
      <Text fw={600} data-home tabIndex={-1}>
        {t.compose.segments(segments)} · {t.compose.characters(characters)}
      </Text>
      <Text size="sm" c="dimmed">
        {t.compose.charactersLeft(left)} · {t.compose.encoding[encoding]}. {t.compose.encodingHint}
      </Text>
      {findings.map((finding) => (
        <Note key={finding.code} kind="warning">
          {t.findings.sms[finding.code](finding.characters.join(' '))}
          {finding.code === 'unicode_characters' && onReplace ? (
            <ReplaceButton finding={finding} onReplace={onReplace} />
          ) : null}
        </Note>
      ))}
    </Stack>
  );
}

const mostShown = 5;

/** All of them by one click. */
function ReplaceButton({
  finding: { replacements, segments },
  onReplace,
}: {
  readonly finding: Extract<Finding, { readonly code: 'unicode_characters' }>;
  readonly onReplace: (replacements: Replacements) => void;
}) {
  const t = useStrings();
  if (replacements.length === 0) return null;
  const pairs = replacements
    .slice(0, mostShown)
    .map(({ from, to }) => `${from} → ${to.trim() === '' ? '␣' : to}`);
  const more = replacements.length > mostShown ? ' …' : '';
  return (
    <Group gap="sm" mt={6}>
      <Button size="xs" variant="default" onClick={() => onReplace(replacements)}>
        {t.findings.replace(`${pairs.join(', ')}${more}`)}
      </Button>
      <Text size="sm">{t.findings.replaced(segments)}</Text>
    </Group>
  );
}

/** The text with the cheaper characters. */
export function replaced(text: string, replacements: Replacements): string {
  return replacements.reduce((sum, { from, to }) => sum.replaceAll(from, to), text);
}
