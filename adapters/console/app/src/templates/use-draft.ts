import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { Template, TemplateDraft } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { keyOf, refresh } from '../api/query.ts';
import { useFailure } from '../parts/use-failure.ts';
import { useApi } from '../state/console.tsx';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { newPartId, type PartKind } from './part-kind.ts';
import { bodyOf, differencesOf, formOf, type TemplateForm } from './template-form.ts';
import { overtaken, type SaveOptions } from './use-save.ts';

interface Seen {
  /** As it is in use; absent where it is not yet. */
  readonly template: Template | undefined;
  readonly draft: TemplateDraft | undefined;
  /** Of a layout or partial. */
  readonly kind: PartKind | undefined;
}

interface Asked {
  readonly form: TemplateForm;
  readonly publishes: boolean;
}

/** Saves what is written as the template's draft, and publishes it: over the draft and the version that are shown, and no others. */
export function useDraft(channel: Channel, id: string, { template, draft, kind }: Seen) {
  const t = useStrings();
  const api = useApi();
  const go = useGo();
  const client = useQueryClient();
  const { notify } = useNotices();
  const fail = useFailure();
  const keep = async (form: TemplateForm): Promise<TemplateDraft> => {
    if (draft && differencesOf(form, formOf(draft)).length === 0) return draft;
    const body = bodyOf(channel, form, kind);
    if (id === 'new')
      return api.call('createDraft', { params: { channel }, body: { ...body, ...newPartId(form, kind) } });
    const seen = { replaces: draft?.updatedAt ?? null, basedOn: template?.version ?? 0 };
    return api.call('saveDraft', { params: { channel, id }, body: { ...body, ...seen } });
  };
  const change = useMutation<TemplateDraft, ApiError, Asked>({
    mutationFn: async ({ form, publishes }) => {
      const kept = await keep(form);
      const params = { channel, id: kept.id };
      client.setQueryData(keyOf('templateDraft', { params }), { draft: kept });
      if (!publishes) return kept;
      const replaces = template?.updatedAt ?? null;
      const answer = await api.call('publishDraft', { params, body: { draft: kept.updatedAt, replaces } });
      client.setQueryData(keyOf('template', { params }), answer);
      client.setQueryData(keyOf('templateDraft', { params }), { draft: null });
      return kept;
    },
    onSettled: () =>
      void refresh(client, ['templates', 'templateDrafts', 'template', 'templateDraft', 'templateVersions']),
  });
  const run = (asked: Asked, { onSaved, onOvertaken, onError }: SaveOptions) =>
    change.mutate(asked, {
      onSuccess: (kept) => {
        onSaved();
        notify({ kind: 'done', text: asked.publishes ? t.versions.published : t.versions.draftSaved });
        if (id === 'new') go(links.template(channel, kept.id), { replace: true });
      },
      onError: (error) => {
        const isTaken = id === 'new' && kind !== undefined;
        if (isTaken || !overtaken.has(error.code)) return onError(error);
        onOvertaken();
        fail(error);
      },
    });
  return {
    isBusy: change.isPending,
    save: (form: TemplateForm, options: SaveOptions) => run({ form, publishes: false }, options),
    publish: (form: TemplateForm, options: SaveOptions) => run({ form, publishes: true }, options),
  };
}
