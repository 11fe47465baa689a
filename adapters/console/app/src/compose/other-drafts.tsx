import { Button, Text } from '@mantine/core';
import { Note } from '../parts/note.tsx';
import type { Offer } from '../state/owned.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import type { Draft } from './draft.ts';

interface Props {
  readonly offers: readonly Offer<Draft>[];
  readonly onTake: (offer: Offer<Draft>) => void;
}

/** What was begun in other tabs, each with whom it is for. */
export function OtherDrafts({ offers, onTake }: Props) {
  const t = useStrings();
  return offers.map((offer) => (
    <Note
      key={offer.name}
      kind="info"
      title={t.compose.draftElsewhere}
      action={
        <Button size="xs" variant="default" onClick={() => onTake(offer)}>
          {t.compose.draftTake}
        </Button>
      }
    >
      <Text size="sm" lineClamp={2}>
        {[offer.value.to?.name ?? offer.value.to?.address ?? t.compose.draftNobody, wordsOf(offer.value)]
          .filter((part) => part !== '')
          .join(' · ')}
      </Text>
    </Note>
  ));
}

function wordsOf({ subject, text }: Draft): string {
  return shown(subject ?? text ?? '');
}
