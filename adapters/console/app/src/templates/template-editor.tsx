import { Button, Group, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import type { Template, TemplateDraft } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { OnlyLooking } from '../sender/only-looking.tsx';
import { channelFacts } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import { DeleteTemplate } from './delete-template.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftNote } from './draft-note.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { LanguageFields } from './language-fields.tsx';
import { OtherChanges } from './other-changes.tsx';
import { type PartKind, partId } from './part-kind.ts';
import { PartNote } from './part-note.tsx';
import { TemplateFields } from './template-fields.tsx';
import {
  differencesOf,
  formFields,
  formOf,
  inLanguage,
  type Texts,
  useTemplateForm,
} from './template-form.ts';
import { TemplatePreview } from './template-preview.tsx';
import { TemplateUse } from './template-use.tsx';
import classes from './templates.module.css';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';
import { VersionChoice } from './version-choice.tsx';

interface Props {
  readonly channel: Channel;
  /** `new` for one to be written. */
  readonly id: string;
  /** As it is saved; absent where it is new or was deleted. */
  readonly template: Template | undefined;
  /** What is not in use yet, where there is something: then it is what is written on. */
  readonly draft: TemplateDraft | undefined;
  /** Of a layout or partial. */
  readonly kind: PartKind | undefined;
}

const known = (field: string) => formFields.some((one) => one === field);

/** A template's texts, and beside them what they make. Those in code are shown as they are. */
export function TemplateEditor({ channel, id, template, draft: stored, kind }: Props) {
  const t = useStrings();
  const { permissions } = useConsole().session;
  // Who only looks sees what is in use.
  const shown = permissions.manage ? (stored ?? template) : (template ?? stored);
  const draft = useTemplateForm(channel, kind && id === 'new' ? `new:${kind}` : id, shown);
  const { form, isKept, isOvertaken, offers } = draft;
  const fields = useFieldErrors(known);
  const { save, isSaving } = useSave(channel, id, { template, kind });
  const drafting = useDraft(channel, id, { template, draft: stored, kind });
  const first = useRef<HTMLInputElement>(null);
  const choice = useRef<HTMLElement>(null);
  const [wantsToSave, setWantsToSave] = useState(false);
  const [picked, setPicked] = useState<string>();
  // What was removed, here or by somebody else, shows the main text.
  const language = picked !== undefined && form.translations[picked] ? picked : undefined;
  const spoken = inLanguage(form, language);
  const inCode = template?.definedIn === 'code';
  const isMade = template?.madeBy === 'function';
  const isFixed = inCode || !permissions.manage;
  const isGone = shown === undefined && id !== 'new';
  const mustChoose = isOvertaken && shown !== undefined && !isFixed;
  // While somebody writes, the choice is read out; it takes the focus only from those who ask to save.
  useEffect(() => {
    if (mustChoose && wantsToSave) choice.current?.focus();
  }, [mustChoose, wantsToSave]);

  const show = (next: string | undefined) => {
    setPicked(next);
    fields.reset();
  };
  /** What was pressed goes away with the choice: the work goes on at the first field. */
  const goOn = (decide: () => void) => {
    decide();
    fields.reset();
    setWantsToSave(false);
    first.current?.focus();
  };
  const options = {
    onSaved: draft.discard,
    onOvertaken: () => {
      // Also where nothing was changed here: what is in the form is the writer's.
      draft.change({});
      setWantsToSave(true);
    },
    onError: (error: ApiError) => {
      const { language: named } = error.details;
      if (typeof named === 'string' && form.translations[named]) setPicked(named);
      fields.show(error);
    },
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (mustChoose) return choice.current?.focus();
    const wrongIn = ({ subject, text, html }: Texts) => ({
      subject:
        channelFacts[channel].hasSubject && !kind && subject.trim() === ''
          ? t.compose.subjectMissing
          : undefined,
      text: text.trim() === '' && html.trim() === '' ? t.compose.textMissing : undefined,
    });
    const isWrong = (texts: Texts) => Object.values(wrongIn(texts)).some((one) => one !== undefined);
    // The main text first, then whichever translation is unfinished, which is shown.
    const unfinished = isWrong(form)
      ? undefined
      : Object.entries(form.translations).find(([, texts]) => isWrong(texts));
    const wrong = {
      name: form.name.trim() === '' ? t.templates.nameMissing : undefined,
      ...wrongIn(unfinished?.[1] ?? form),
    };
    if (isWrong(form) || unfinished) setPicked(unfinished?.[0]);
    if (fields.set(wrong)) return;
    if (stored) drafting.publish(form, options);
    else save(form, options);
  };
  /** It may be unfinished, but is called something. */
  const saveDraft = () => {
    if (mustChoose) return choice.current?.focus();
    if (fields.set({ name: form.name.trim() === '' ? t.templates.nameMissing : undefined })) return;
    drafting.save(form, options);
  };

  if (isGone && !isKept && offers.length === 0) {
    return (
      <Empty icon="templates" title={t.templates.gone}>
        <ButtonLink to={links.templates(channel)}>{t.nav.templates}</ButtonLink>
      </Empty>
    );
  }
  return (
    <Stack>
      {mustChoose ? (
        <VersionChoice
          ref={choice}
          mine={form}
          theirs={formOf(shown)}
          at={shown.updatedAt ?? ''}
          onKeep={() => goOn(draft.keep)}
          onTake={() => goOn(draft.discard)}
        />
      ) : null}
      {isGone ? (
        <Note kind="warning" title={t.versions.deleted} alert>
          {t.versions.deletedHint}
        </Note>
      ) : null}
      {isKept || isFixed ? null : (
        <OtherChanges offers={offers} onTake={(offer) => goOn(() => draft.take(offer))} />
      )}
      {stored && shown === stored ? <DraftNote draft={stored} template={template} /> : null}
      <div className={classes.columns}>
        <Panel>
          <form onSubmit={submit} noValidate>
            <Stack>
              {inCode ? (
                <Note kind="info">{isMade ? t.templates.madeHint : t.templates.inCodeHint}</Note>
              ) : isFixed ? (
                <OnlyLooking />
              ) : null}
              {kind ? (
                <PartNote
                  channel={channel}
                  kind={kind}
                  id={id === 'new' ? partId(form.name) : id}
                  usedBy={template?.usedBy}
                />
              ) : null}
              <TemplateFields
                channel={channel}
                kind={kind}
                form={spoken}
                language={
                  <LanguageChoice
                    form={form}
                    value={language}
                    saved={isKept ? undefined : shown}
                    isFixed={isFixed}
                    onShow={show}
                    onChange={draft.change}
                  />
                }
                languages={
                  <LanguageFields
                    form={form}
                    isMain={language === undefined}
                    isFixed={isFixed}
                    error={fields.errors.language}
                    onShow={show}
                    onChange={draft.change}
                  />
                }
                errors={fields.errors}
                isFixed={isFixed}
                isMade={isMade}
                firstRef={first}
                onChange={(field, value) => {
                  const texts = language === undefined ? undefined : form.translations[language];
                  draft.change(
                    language !== undefined && texts && field in texts
                      ? { translations: { ...form.translations, [language]: { ...texts, [field]: value } } }
                      : { [field]: value },
                  );
                  fields.clear(field);
                }}
              />
              {template && !kind ? <TemplateUse channel={channel} id={template.id} /> : null}
              {isFixed ? null : (
                <Text size="sm" c="dimmed">
                  {t.templates.liquid}
                </Text>
              )}
              <Group gap="sm">
                {isFixed ? null : (
                  <>
                    <SteadyButton type="submit" busy={isSaving || drafting.isBusy}>
                      {stored ? t.versions.publish : t.common.save}
                    </SteadyButton>
                    <SteadyButton variant="default" waits={isSaving || drafting.isBusy} onClick={saveDraft}>
                      {t.versions.saveDraft}
                    </SteadyButton>
                  </>
                )}
                {stored && !isFixed ? (
                  <DiscardDraft
                    draft={stored}
                    isAlone={template === undefined}
                    onDiscarded={() => goOn(draft.discard)}
                  />
                ) : null}
                {template && !kind && permissions.send ? (
                  <ButtonLink to={links.compose(channel, { template: template.id })} variant="default">
                    {t.templates.use}
                  </ButtonLink>
                ) : null}
                {template?.definedIn === 'storage' ? (
                  <ButtonLink to={links.templateVersions(channel, template.id)} variant="default">
                    {t.versions.open}
                  </ButtonLink>
                ) : null}
                {template?.updatedAt !== undefined && !isFixed ? (
                  <DeleteTemplate template={template} updatedAt={template.updatedAt} />
                ) : null}
                {isKept && !isFixed ? (
                  <Group gap="xs">
                    <Text size="sm" c="dimmed">
                      {t.templates.unsaved}
                    </Text>
                    <Button size="xs" variant="subtle" onClick={() => goOn(draft.discard)}>
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
          // A layout or partial is shown as the message that it is not: under its own name.
          form={kind ? { ...spoken, subject: form.name } : spoken}
          language={language ?? form.language.trim()}
          variables={
            shown?.languages?.find((one) => one.language === (language ?? shown.language))?.variables ??
            shown?.variables ??
            []
          }
          // What is saved and in code is checked by its own schema.
          saved={
            template && !kind && differencesOf(formOf(template), form).length === 0 ? template.id : undefined
          }
          onKeep={isFixed ? undefined : (sample) => draft.change({ sample })}
        />
      </div>
    </Stack>
  );
}
