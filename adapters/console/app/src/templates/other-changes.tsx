import { Button, Text } from '@mantine/core';
import { Note } from '../parts/note.tsx';
import type { Offer } from '../state/owned.ts';
import { useStrings } from '../strings/strings.tsx';
import type { Unsaved } from './template-form.ts';

interface Props {
  readonly offers: readonly Offer<Unsaved>[];
  readonly onTake: (offer: Offer<Unsaved>) => void;
}

/** What was written in other tabs and not saved there. */
export function OtherChanges({ offers, onTake }: Props) {
  const t = useStrings();
  return offers.map((offer) => (
    <Note
      key={offer.name}
      kind="info"
      title={t.versions.elsewhere}
      action={
        <Button size="xs" variant="default" onClick={() => onTake(offer)}>
          {t.versions.continue}
        </Button>
      }
    >
      <Text size="sm" lineClamp={2}>
        {[offer.value.name, offer.value.subject, offer.value.text].filter((part) => part !== '').join(' · ')}
      </Text>
    </Note>
  ));
}
