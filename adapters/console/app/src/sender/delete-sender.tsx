import { Button } from '@mantine/core';
import type { Channel } from 'postern';
import type { ApiError } from '../api/error.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { Icon } from '../parts/icons.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useWhich } from './which.ts';

/** Back to no sender: nothing can be sent until there is another. */
export function DeleteEmailSender({ name }: { readonly name: string }) {
  const t = useStrings();
  const which = useWhich();
  const remove = useChange('deleteEmailSender', {
    refreshes: ['emailOverview', 'domain', 'senders'],
    apply: (client) => client.setQueryData(keyOf('emailSender', which), null),
  });
  const words = which.query ? { ...t.sender, deleteBody: t.senders.deleteBody } : t.sender;
  return <DeleteSender channel="email" shown={name} words={words} remove={remove} />;
}

/** Back to the service's default sender. */
export function DeleteSmsSender({ value }: { readonly value: string }) {
  const t = useStrings();
  const which = useWhich();
  const remove = useChange('deleteSmsSender', { refreshes: ['smsOverview', 'smsSender', 'senders'] });
  const words = which.query ? { ...t.sender.sms, deleteBody: t.senders.deleteBody } : t.sender.sms;
  return <DeleteSender channel="sms" shown={value} words={words} remove={remove} />;
}

interface Handlers {
  readonly onSuccess: () => void;
  readonly onError: (error: ApiError) => void;
  readonly onSettled: () => void;
}

interface Props {
  readonly channel: Channel;
  /** What people know the sender by. */
  readonly shown: string;
  readonly words: {
    readonly delete: string;
    readonly deleteTitle: string;
    readonly deleteBody: (shown: string) => string;
  };
  readonly remove: {
    readonly isPending: boolean;
    readonly mutate: (input: ReturnType<typeof useWhich>, handlers: Handlers) => void;
  };
}

function DeleteSender({ channel, shown, words, remove }: Props) {
  const t = useStrings();
  const which = useWhich();
  const go = useGo();
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
          remove.mutate(which, {
            onSuccess() {
              notify({ kind: 'done', text: t.sender.deleted(shown) });
              // One of several leaves its page; where it was the only one, the set-up begins anew.
              if (which.query) go(links.sender(channel), { replace: true });
            },
            onError: fail,
            onSettled: question.close,
          })
        }
      />
    </>
  );
}
