import { Text } from '@mantine/core';
import type { SmsPreview } from '../../../src/contract.ts';
import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './compose.module.css';

/** What carriers count, and what makes it dearer. */
export function SmsCost({ preview }: { readonly preview: SmsPreview }) {
  const t = useStrings();
  const { segments, characters, left, encoding, warnings } = preview;
  return (
    <div role="status">
      <Text fw={600}>
        {t.compose.segments(segments)} · {t.compose.characters(characters)}
      </Text>
      <Text size="sm" c="dimmed">
        {t.compose.charactersLeft(left)} · {t.compose.encoding[encoding]}. {t.compose.encodingHint}
      </Text>
      {warnings.map((warning) => (
        <div key={warning} className={classes.needed}>
          <Icon name="warning" />
          <span>{warning}</span>
        </div>
      ))}
    </div>
  );
}
