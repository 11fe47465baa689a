import { Button } from '@mantine/core';
import type { ApiError } from '../api/error.ts';
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
  const remove = useChange('deleteEmailSender', {
    refreshes: ['emailOverview', 'domain'],
    apply: (client) => client.setQueryData(keyOf('emailSender', {}), null),
  });
  return <DeleteSender shown={name} words={t.sender} remove={remove} />;
}

/** Back to the service's default sender. */
export function DeleteSmsSender({ value }: { readonly value: string }) {
  const t = useStrings();
  const remove = useChange('deleteSmsSender', { refreshes: ['smsOverview', 'smsSender'] });
  return <DeleteSender shown={value} words={t.sender.sms} remove={remove} />;
}

interface Handlers {
  readonly onSuccess: () => void;
  readonly onError: (error: ApiError) => void;
  readonly onSettled: () => void;
}

interface Props {
  /** What people know the sender by. */
  readonly shown: string;
  readonly words: {
    readonly delete: string;
    readonly deleteTitle: string;
    readonly deleteBody: (shown: string) => string;
  };
  readonly remove: {
    readonly isPending: boolean;
    readonly mutate: (input: Record<string, never>, handlers: Handlers) => void;
  };
}

function DeleteSender({ shown, words, remove }: Props) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<string>();
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => question.ask(shown)}
      >
        {words.delete}
      </Button>
      <Confirm
        opened={question.opened}
        title={words.deleteTitle}
        body={words.deleteBody(question.subject ?? shown)}
        confirm={words.delete}
        busy={remove.isPending}
        onClose={question.close}
        onConfirm={() =>
          remove.mutate(
            {},
            {
              onSuccess: () => notify({ kind: 'done', text: t.sender.deleted(shown) }),
              onError: fail,
              onSettled: question.close,
            },
          )
        }
      />
    </>
  );
}
