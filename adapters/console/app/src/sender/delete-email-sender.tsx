import { Button } from '@mantine/core';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { Icon } from '../parts/icons.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

/** Back to no sender: nothing can be sent until there is another. */
export function DeleteEmailSender({ name }: { readonly name: string }) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<string>();
  const remove = useChange('deleteEmailSender', {
    refreshes: ['emailOverview', 'domain'],
    apply: (client) => client.setQueryData(keyOf('emailSender', {}), null),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => question.ask(name)}
      >
        {t.sender.delete}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.sender.deleteTitle}
        body={t.sender.deleteBody(question.subject ?? name)}
        confirm={t.sender.delete}
        busy={remove.isPending}
        onClose={question.close}
        onConfirm={() =>
          remove.mutate(
            {},
            {
              onSuccess: () => notify({ kind: 'done', text: t.sender.deleted(name) }),
              onError: fail,
              onSettled: question.close,
            },
          )
        }
      />
    </>
  );
}
