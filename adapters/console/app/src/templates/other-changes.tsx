import { OtherTab } from '../parts/other-tab.tsx';
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
    <OtherTab
      key={offer.name}
      title={t.versions.elsewhere}
      take={t.versions.continue}
      parts={[offer.value.name, offer.value.subject, offer.value.text]}
      onTake={() => onTake(offer)}
    />
  ));
}
