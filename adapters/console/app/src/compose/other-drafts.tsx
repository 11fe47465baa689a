import { shownAddress } from '../parts/address.tsx';
import { OtherTab } from '../parts/other-tab.tsx';
import type { Offer } from '../state/owned.ts';
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
    <OtherTab
      key={offer.name}
      title={t.compose.draftElsewhere}
      take={t.compose.draftTake}
      parts={[
        offer.value.to ? (offer.value.to.name ?? shownAddress(offer.value.to)) : t.compose.draftNobody,
        offer.value.subject ?? offer.value.text ?? '',
      ]}
      onTake={() => onTake(offer)}
    />
  ));
}
