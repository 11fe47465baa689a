import { Button } from '@mantine/core';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useWhich } from './which.ts';

/** Begins to replace the DKIM keys. */
export function RotateKeys() {
  const which = useWhich();
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<true>();
  const rotate = useChange('rotateKeys', {
    refreshes: ['emailSender', 'emailOverview', 'senders'],
    apply: (client, answer) => client.setQueryData(keyOf('domain', which), answer),
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={() => question.ask(true)}>
        {t.sender.rotate}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.sender.rotateTitle}
        body={t.sender.rotateHint}
        confirm={t.sender.rotate}
        danger={false}
        busy={rotate.isPending}
        onClose={question.close}
        onConfirm={() =>
          rotate.mutate(which, {
            onSuccess: () => notify({ kind: 'done', text: t.sender.rotated }),
            onError: fail,
            onSettled: question.close,
          })
        }
      />
    </>
  );
}
