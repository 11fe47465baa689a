import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Channel } from 'postern';
import type { ReactNode, Ref } from 'react';
import type { FieldErrors } from '../parts/field-errors.ts';
import { TopicSelect } from '../parts/topic-select.tsx';
import { channelFacts } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import type { PartKind } from './part-kind.ts';
import { SenderChoice } from './sender-choice.tsx';
import { type FieldName, priorities, type TemplateForm } from './template-form.ts';
import classes from './templates.module.css';

interface Props {
  readonly channel: Channel;
  /** Of a layout or partial: it has texts alone. */
  readonly kind: PartKind | undefined;
  readonly form: TemplateForm;
  readonly errors: FieldErrors;
  readonly isFixed: boolean;
  /** Its texts are made by a function: there are none to show. */
  readonly isMade: boolean;
  readonly firstRef: Ref<HTMLInputElement>;
  /** Which of its languages the texts are in. */
  readonly language: ReactNode;
  /** What languages there are. */
  readonly languages: ReactNode;
  readonly onChange: (field: Field, value: string) => void;
}

type Field = FieldName;

export function TemplateFields({
  channel,
  kind,
  form,
  errors,
  isFixed,
  isMade,
  firstRef,
  language,
  languages,
  onChange,
}: Props) {
  const t = useStrings();
  const { limits } = useConsole().session;
  const { hasSubject, hasHtml } = channelFacts[channel];
  const field = (name: Field) => ({
    value: form[name],
    error: errors[name],
    readOnly: isFixed,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange(name, currentTarget.value),
  });
  return (
    <>
      <TextInput
        ref={firstRef}
        label={t.templates.name}
        description={t.templates.nameHint}
        required={!isFixed}
        maxLength={limits.templateName}
        {...field('name')}
      />
      {language}
      {hasSubject && !kind && !(isMade && form.subject === '') ? (
        <TextInput label={t.templates.subject} required={!isFixed} {...field('subject')} />
      ) : null}
      {isMade ? null : (
        <Textarea
          label={t.templates.text}
          description={kind ? t.parts.textHint[kind] : t.templates.textHint[channel]}
          autosize
          minRows={6}
          maxRows={24}
          {...field('text')}
        />
      )}
      {hasHtml && !isMade ? (
        <Textarea
          className={classes.source ?? ''}
          label={t.templates.html}
          description={kind ? t.parts.htmlHint[kind] : t.templates.htmlHint}
          autosize
          minRows={6}
          maxRows={24}
          spellCheck={false}
          {...field('html')}
        />
      ) : null}
      {languages}
      {kind ? null : (
        <>
          <SenderChoice
            channel={channel}
            value={form.sender}
            isFixed={isFixed}
            onChange={(key) => onChange('sender', key)}
          />
          <TopicSelect
            label={t.templates.topic}
            description={t.topics.templateHint}
            value={form.topic}
            none={t.topics.none}
            error={errors.topic}
            disabled={isFixed}
            mustExist
            onChange={(id) => onChange('topic', id)}
          />
          <NativeSelect
            label={t.templates.priority}
            description={t.templates.priorityHint}
            disabled={isFixed}
            value={form.priority}
            error={errors.priority}
            onChange={({ currentTarget }) => onChange('priority', currentTarget.value)}
            data={[
              { value: '', label: t.priorities.usual },
              ...priorities.map((value) => ({ value, label: t.priorities[value] })),
            ]}
          />
        </>
      )}
    </>
  );
}
