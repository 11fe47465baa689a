import { Button } from '@mantine/core';
import { useChange } from '../api/mutation.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { Icon } from '../parts/icons.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

/** Back to the service's default sender. */
export function DeleteSmsSender({ value }: { readonly value: string }) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<string>();
  const remove = useChange('deleteSmsSender', { refreshes: ['smsOverview', 'smsSender'] });
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => question.ask(value)}
      >
        {t.sender.sms.delete}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.sender.sms.deleteTitle}
        body={t.sender.sms.deleteBody(question.subject ?? value)}
        confirm={t.sender.sms.delete}
        busy={remove.isPending}
        onClose={question.close}
        onConfirm={() =>
          remove.mutate(
            {},
            {
              onSuccess: () => notify({ kind: 'done', text: t.sender.deleted(value) }),
              onError: fail,
              onSettled: question.close,
            },
          )
        }
      />
    </>
  );
}
