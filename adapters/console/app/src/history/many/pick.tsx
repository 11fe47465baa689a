import { Checkbox } from '@mantine/core';
import type { Message } from '../../../../src/contract.ts';
import { shownAddress } from '../../parts/address.tsx';
import { useStrings } from '../../strings/strings.tsx';
import type { Selection } from './selection.ts';

interface Props {
  readonly message: Message;
  /** The list that it stands in. */
  readonly messages: readonly Message[];
  readonly selection: Selection;
}

/** Selects a row; with Shift all from the one selected before. */
export function Pick({ message: { id, to }, messages, selection }: Props) {
  const t = useStrings();
  return (
    <Checkbox
      aria-label={t.history.many.select(to.name ?? shownAddress(to))}
      checked={selection.has(id)}
      onChange={({ nativeEvent }) =>
        selection.toggle(messages, id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }
    />
  );
}
