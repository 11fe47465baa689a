import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { Channel } from 'postern';
import { type SubmitEvent, useState } from 'react';
import type { Template } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { OnlyLooking } from '../sender/only-looking.tsx';
import { useConsole } from '../state/console.tsx';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { DeleteTemplate } from './delete-template.tsx';
import { formOf, sourceOf, useTemplateForm } from './template-form.ts';
import { TemplatePreview } from './template-preview.tsx';
import classes from './templates.module.css';

interface Props {
  readonly channel: Channel;
  readonly template: Template | undefined;
}

const known = (field: string) => ['name', 'subject', 'text', 'html'].includes(field);
const refreshes = ['templates', 'template'] as const;

/** A template's texts, and beside them what they make. Those in code are shown as they are. */
export function TemplateEditor({ channel, template }: Props) {
  const t = useStrings();
  const go = useGo();
  const { session } = useConsole();
  const { notify } = useNotices();
  const { form, isKept, change, discard } = useTemplateForm(channel, template);
  const fields = useFieldErrors(known);
  const create = useChange('createTemplate', { refreshes });
  const save = useChange('saveTemplate', { refreshes });
  const [saved, setSaved] = useState(template);
  const inCode = template?.definedIn === 'code';
  const isFixed = inCode || !session.permissions.manage;

  const field = (name: 'name' | 'subject' | 'text' | 'html') => ({
    value: form[name],
    error: fields.errors[name],
    readOnly: isFixed,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      change({ [name]: currentTarget.value });
      fields.clear(name);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const isBlank = form.text.trim() === '' && form.html.trim() === '';
    const wrong = {
      name: form.name.trim() === '' ? t.templates.nameMissing : undefined,
      subject: channel === 'email' && form.subject.trim() === '' ? t.compose.subjectMissing : undefined,
      text: isBlank ? t.compose.textMissing : undefined,
    };
    if (fields.set(wrong)) return;
    const body = { name: form.name.trim(), ...sourceOf(channel, form) };
    const onSuccess = (answer: Template) => {
      discard();
      setSaved(answer);
      notify({ kind: 'done', text: t.templates.saved });
      if (!template) go(links.template(channel, answer.id), { replace: true });
    };
    if (template)
      save.mutate({ params: { channel, id: template.id }, body }, { onSuccess, onError: fields.show });
    else create.mutate({ params: { channel }, body }, { onSuccess, onError: fields.show });
  };

  return (
    <div className={classes.columns}>
      <Panel>
        <form onSubmit={submit} noValidate>
          <Stack>
            {inCode ? <Note kind="info">{t.templates.inCodeHint}</Note> : isFixed ? <OnlyLooking /> : null}
            <TextInput
              label={t.templates.name}
              description={t.templates.nameHint}
              required={!isFixed}
              maxLength={session.limits.templateName}
              {...field('name')}
            />
            {channel === 'email' ? (
              <TextInput label={t.templates.subject} required={!isFixed} {...field('subject')} />
            ) : null}
            <Textarea
              label={t.templates.text}
              description={t.templates.textHint[channel]}
              autosize
              minRows={6}
              maxRows={24}
              {...field('text')}
            />
            {channel === 'email' ? (
              <Textarea
                className={classes.source ?? ''}
                label={t.templates.html}
                description={t.templates.htmlHint}
                autosize
                minRows={6}
                maxRows={24}
                spellCheck={false}
                {...field('html')}
              />
            ) : null}
            {isFixed ? null : (
              <Text size="sm" c="dimmed">
                {t.templates.liquid}
              </Text>
            )}
            <Group gap="sm">
              {isFixed ? null : (
                <Button type="submit" loading={create.isPending || save.isPending}>
                  {t.common.save}
                </Button>
              )}
              {template && session.permissions.send ? (
                <ButtonLink to={links.compose(channel, { template: template.id })} variant="default">
                  {t.templates.use}
                </ButtonLink>
              ) : null}
              {template && !isFixed ? <DeleteTemplate template={template} /> : null}
              {isKept && !isFixed ? (
                <Group gap="xs">
                  <Text size="sm" c="dimmed">
                    {t.templates.unsaved}
                  </Text>
                  <Button size="xs" variant="subtle" onClick={discard}>
                    {t.templates.discard}
                  </Button>
                </Group>
              ) : null}
            </Group>
          </Stack>
        </form>
      </Panel>
      <TemplatePreview
        channel={channel}
        source={sourceOf(channel, form)}
        variables={saved?.variables ?? []}
        // What is saved and in code is checked by its own schema.
        saved={
          template && JSON.stringify(formOf(template)) === JSON.stringify(form) ? template.id : undefined
        }
      />
    </div>
  );
}
