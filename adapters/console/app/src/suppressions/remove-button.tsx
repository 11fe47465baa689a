import { Button, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import type { SuppressionPage } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { shownAddress } from '../parts/address.tsx';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useNotices } from '../state/notices.tsx';
import { useTopicName } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly suppression: SuppressionPage['items'][number];
  /** Takes the focus where the row that had it is gone. */
  readonly isHome: boolean;
  readonly onRemoved: () => void;
}

/** Takes an address off the list; who asked to be left alone is named so before. */
export function RemoveButton({ channel, suppression, isHome, onRemoved }: Props) {
  const t = useStrings();
  const { address, topic, reason } = suppression;
  const of = useTopicName()(topic);
  const shown = shownAddress(suppression);
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<true>();
  const remove = useChange('deleteSuppression', {
    refreshes: ['suppressions', 'findSuppression', 'suppressionHistory'],
  });
  const asked = reason === 'opted_out' || reason === 'complained';
  return (
    <>
      <Button
        size="xs"
        variant="default"
        {...(isHome ? { 'data-home': true } : {})}
        aria-label={t.suppressions.removeOf(shown)}
        onClick={() => question.ask(true)}
      >
        {t.common.remove}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.suppressions.removeTitle}
        body={
          <Stack gap="xs">
            <Text style={{ overflowWrap: 'anywhere' }}>{t.suppressions.removeBody(shown, of)}</Text>
            {asked ? <Text fw={600}>{t.suppressions.removeWarn}</Text> : null}
          </Stack>
        }
        confirm={t.common.remove}
        busy={remove.isPending}
        onClose={question.close}
        onConfirm={() =>
          remove.mutate(
            { params: { channel }, body: { address, reason, ...(topic === undefined ? {} : { topic }) } },
            {
              onSuccess: () => {
                notify({ kind: 'done', text: t.suppressions.removed(shown, of) });
                onRemoved();
              },
              onError: fail,
              onSettled: question.close,
            },
          )
        }
      />
    </>
  );
}
