import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Template } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { refresh } from '../api/query.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly template: Template;
  /** Of the version that is shown. */
  readonly updatedAt: string;
}

export function DeleteTemplate({ template, updatedAt }: Props) {
  const t = useStrings();
  const go = useGo();
  const client = useQueryClient();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<true>();
  const remove = useChange('deleteTemplate', { refreshes: ['templates', 'templateDrafts'] });
  const { id, channel, name } = template;
  return (
    <>
      <Button variant="default" onClick={() => question.ask(true)}>
        {t.common.delete}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.templates.deleteTitle}
        body={t.templates.deleteBody(name)}
        confirm={t.common.delete}
        busy={remove.isPending}
        onClose={question.close}
        onConfirm={() =>
          remove.mutate(
            { params: { channel, id }, query: { updatedAt } },
            {
              onSuccess: () => {
                notify({ kind: 'done', text: t.templates.deleted(name) });
                go(links.templates(channel));
              },
              onError: (error) => {
                fail(error);
                question.close();
                // Somebody else changed it: what they did is shown, and deleted only when asked again.
                if (error.code === 'conflict') void refresh(client, ['template']);
              },
            },
          )
        }
      />
    </>
  );
}
