import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Template } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { refresh, useCall } from '../api/query.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  /** As it stands. */
  readonly template: Template;
  /** The version that it is to be again. */
  readonly number: number;
}

/** Makes a version the present one again, once that is confirmed. */
export function RestoreVersion({ template, number }: Props) {
  const t = useStrings();
  const go = useGo();
  const client = useQueryClient();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<number>();
  const restore = useChange('restoreTemplate', {
    refreshes: ['templates', 'template', 'templateVersions'],
  });
  const { id, channel, name, updatedAt } = template;
  const { data } = useCall('templateDraft', { params: { channel, id } });
  const asked = question.subject ?? number;
  if (updatedAt === undefined) return null;
  const confirmed = () =>
    restore.mutate(
      { params: { channel, id, number: String(asked) }, body: { replaces: updatedAt } },
      {
        onSuccess: () => {
          notify({ kind: 'done', text: t.versions.restored(asked) });
          go(links.template(channel, id));
        },
        onError: (error) => {
          fail(error);
          question.close();
          // Somebody else was faster: what they did is shown, and written over only when asked again.
          void refresh(client, ['template', 'templateVersions']);
        },
      },
    );
  return (
    <>
      <Button variant="default" onClick={() => question.ask(number)}>
        {t.versions.restore(number)}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.versions.restoreTitle(asked)}
        body={[t.versions.restoreBody(name, asked), ...(data?.draft ? [t.versions.draftStays] : [])].join(
          ' ',
        )}
        confirm={t.versions.restoreNow}
        danger={false}
        busy={restore.isPending}
        onClose={question.close}
        onConfirm={confirmed}
      />
    </>
  );
}
