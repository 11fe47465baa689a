import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Channel } from 'postern';
import type { SubmitEvent } from 'react';
import type { Template } from '../../../src/contract.ts';
import { useRendered } from '../api/render.ts';
import { useSenderReady } from '../api/sender-ready.ts';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Icon } from '../parts/icons.tsx';
import { Panel } from '../parts/panel.tsx';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { checkDraft } from './check.ts';
import classes from './compose.module.css';
import { contentOf } from './content.ts';
import { dataOf } from './data.ts';
import { type Draft, type Target, useDraft, withName, without } from './draft.ts';
import { FormattedNote } from './formatted-note.tsx';
import { OtherDrafts } from './other-drafts.tsx';
import { Preview } from './preview.tsx';
import { RecipientField } from './recipient-field.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { TemplateField, VariableFields } from './template-field.tsx';
import { usePreview } from './use-preview.ts';
import { useSend } from './use-send.ts';

interface Props {
  readonly channel: Channel;
  readonly about: string;
  readonly base: Partial<Draft>;
  readonly templates: readonly Template[];
}

const waitMs = 350;
const known = (field: string) =>
  ['to', 'subject', 'text', 'scheduledAt'].includes(field) || field.startsWith('data.');

export function ComposeForm({ channel, about, base, templates }: Props) {
  const t = useStrings();
  const { limits } = useConsole().session;
  const { ready, from } = useSenderReady(channel);
  const first = templates.find(({ id }) => id === base.template);
  const { draft, isKept, offers, take, change, put, discard } = useDraft(
    channel,
    about,
    withName(base, first?.variables ?? []),
  );
  const fields = useFieldErrors(known);
  const send = useSend(channel);

  const template = templates.find(({ id }) => id === draft.template);
  const variables = template?.variables ?? [];
  const [data] = useDebouncedValue(dataOf(variables, draft.data), waitMs);
  const rendered = useRendered(channel, template?.id, data);
  const subject = draft.subject ?? (template ? rendered.data?.subject : undefined) ?? '';
  const text = draft.text ?? (template ? rendered.data?.text : undefined) ?? '';
  const isFormatted =
    channel === 'email' &&
    (draft.html !== undefined || (draft.text === undefined && template?.html !== undefined));
  const content = contentOf(channel, draft, variables, subject);
  const preview = usePreview(channel, content);

  const set = (field: string, changes: Partial<Draft>) => {
    change(changes);
    fields.clear(field);
  };
  const setTo = (to: Target | undefined) => {
    put(to ? withName({ ...draft, to }, variables) : without(draft, ['to']));
    fields.clear('to');
  };
  const setTemplate = (id: string | undefined) => {
    fields.reset();
    const chosen = templates.find((one) => one.id === id);
    // Another template speaks anew, also where the last one's words were changed; without one they are kept.
    if (chosen)
      put(
        withName({ ...without(draft, ['subject', 'text', 'html']), template: chosen.id }, chosen.variables),
      );
    else put({ ...without(draft, ['template', 'html']), subject, text });
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fields.set(checkDraft(t, channel, draft, { subject, text, isFormatted, rendering: rendered.error })))
      return;
    send.mutate({ draft, content, onSent: discard, onError: fields.show });
  };

  return (
    <div className={classes.columns}>
      <Panel>
        <form onSubmit={submit} noValidate>
          <Stack>
            {isKept ? null : (
              <OtherDrafts
                offers={offers}
                onTake={(offer) => {
                  take(offer);
                  fields.reset();
                }}
              />
            )}
            <RecipientField channel={channel} value={draft.to} error={fields.errors.to} onChange={setTo} />
            <TemplateField
              hint={t.compose.templateHint[channel]}
              templates={templates}
              value={template?.id}
              onChange={setTemplate}
            />
            {template &&
            (draft.text === undefined || (channel === 'email' && draft.subject === undefined)) ? (
              <VariableFields
                variables={variables}
                values={draft.data}
                errors={fields.errors}
                legend={t.compose.variables}
                onChange={(name, value) => set(`data.${name}`, { data: { ...draft.data, [name]: value } })}
              />
            ) : null}
            {channel === 'email' ? (
              <TextInput
                label={t.compose.subject}
                value={subject}
                error={fields.errors.subject}
                required
                maxLength={limits.subject}
                onChange={({ currentTarget }) => set('subject', { subject: currentTarget.value })}
              />
            ) : null}
            {isFormatted ? (
              <FormattedNote
                // The text that receivers without HTML see.
                plain={preview.email?.text}
                onEdit={(plain) => put({ ...without(draft, ['html']), subject, text: plain })}
              />
            ) : (
              <Textarea
                label={t.compose.message}
                value={text}
                error={fields.errors.text}
                required
                autosize
                minRows={channel === 'email' ? 8 : 4}
                maxRows={24}
                maxLength={channel === 'sms' ? limits.sms : limits.body}
                onChange={({ currentTarget }) => set('text', { text: currentTarget.value })}
              />
            )}
            <ScheduleField
              later={draft.later}
              at={draft.at}
              error={fields.errors.scheduledAt}
              onChange={(changes) => set('scheduledAt', changes)}
            />
            <Group justify="space-between" gap="sm">
              <Button
                type="submit"
                disabled={ready !== true}
                loading={send.isPending}
                leftSection={<Icon name="send" size={16} />}
              >
                {(draft.later ? t.compose.sendLater : t.compose.send)[channel]}
              </Button>
              {isKept ? (
                <Group gap="sm">
                  <Text size="sm" c="dimmed">
                    {t.compose.draftKept}
                  </Text>
                  <Button
                    variant="subtle"
                    size="xs"
                    onClick={() => {
                      discard();
                      fields.reset();
                    }}
                  >
                    {t.compose.discard}
                  </Button>
                </Group>
              ) : null}
            </Group>
          </Stack>
        </form>
      </Panel>
      <Preview preview={preview} from={from} to={draft.to} />
    </div>
  );
}
