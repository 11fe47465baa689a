import { Stack } from '@mantine/core';
import { type KeyboardEvent, type SubmitEvent, useEffect, useRef } from 'react';
import type { Target } from '../api/consumers.ts';
import type { ApiError } from '../api/error.ts';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { useTimeCheck } from '../parts/time-field.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { channelFacts } from '../state/channels.ts';
import { useStrings } from '../strings/strings.tsx';
import { AboutFields } from './about-fields.tsx';
import { checkDraft, hasField, refusalOf } from './check.ts';
import classes from './compose.module.css';
import { type Draft, withName, without, withTemplate } from './draft.ts';
import { FilesField } from './files-field.tsx';
import { FormFoot } from './form-foot.tsx';
import { draftImages } from './images.ts';
import { LanguageField } from './language-field.tsx';
import { LostNote } from './lost-note.tsx';
import { ManyDialog } from './many/many-dialog.tsx';
import { draftPeople } from './many/people.ts';
import { useSeveral } from './many/use-several.ts';
import { MessageField } from './message-field.tsx';
import { OtherDrafts } from './other-drafts.tsx';
import { Preview } from './preview.tsx';
import { RecipientPart } from './recipient-part.tsx';
import { ReplyTo } from './reply-to.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { SenderField } from './sender-field.tsx';
import { replaced } from './sms-cost.tsx';
import { SubjectField } from './subject-field.tsx';
import { TemplatePart } from './template-part.tsx';
import { type FormStart, useFormDraft } from './use-form-draft.ts';
import { useOnceSettled } from './use-once-settled.ts';
import { useRecipient } from './use-recipient.ts';
import { useSend } from './use-send.ts';
import { useSigning } from './use-signing.ts';
import { testOf, useTest } from './use-test.ts';
import { useWords } from './use-words.ts';

interface Props extends FormStart {
  /** Where this form is. */
  readonly back: string;
}

export function ComposeForm({ channel, back, ...given }: Props) {
  const t = useStrings();
  const { hasSubject, takesFiles, choosesOptOuts } = channelFacts[channel];
  const templates = given.templates ?? [];
  const first = templates.find(({ id }) => id === given.base.template);
  const form = useFormDraft({ ...given, channel, base: withName(given.base, first?.variables ?? []) });
  const { draft, isKept, store, put, restore, discard, discarded, bringing } = form;
  const fields = useFieldErrors(hasField);
  const sending = useSend(channel);
  const test = useTest(channel);
  const recipient = useRecipient(channel, draft.to);
  const timeWrong = useTimeCheck();
  const latest = useRef(draft);
  const element = useKeptFocus<HTMLFormElement>(isKept);

  const template = templates.find(({ id }) => id === draft.template);
  const signing = useSigning(channel, draft, { template, templates });
  const { ready, from, choices, signature, signed } = signing;
  const words = useWords(channel, draft, {
    template,
    signature: signature?.text,
    isOwn: draftPeople.of(draft.key).length > 0,
    language: draft.language ?? recipient.target?.locale,
  });
  const { variables, subject, text, bareText, made, isFormatted, isByHand, content, preview, rendering } =
    words;
  const isBehind = words.isBehind || bringing.isPending;
  const several = useSeveral({
    channel,
    draft,
    variables,
    isTranslated: (template?.languages ?? []).length > 1,
    discard,
    restore,
    back,
    put(next) {
      put(next);
      fields.clear('to');
    },
  });

  useEffect(() => {
    latest.current = draft;
    if (form.isOrphan || !isKept || !template || !made) return;
    if (JSON.stringify(made) !== JSON.stringify(draft.filled)) store({ filled: made });
  });

  const { known: person } = recipient;
  useEffect(() => {
    if (person && latest.current.to && latest.current.to.consumerId === undefined) setTo(person);
  });

  const set = (field: string, changes: Partial<Draft>) => {
    store(changes);
    fields.clear(field);
  };
  const setTo = (to: Target | undefined) => {
    const before = latest.current;
    const next = to ? withName({ ...before, to }, variables) : without(before, ['to']);
    put(next);
    fields.clear('to');
    // A name that came with the person is no longer missing.
    for (const name of variables) if (next.data[name] !== before.data[name]) fields.clear(`data.${name}`);
  };
  const setTemplate = (id: string | undefined) => {
    fields.reset();
    form.forgetOrphan();
    const chosen = templates.find((one) => one.id === id);
    put(signed(withTemplate(draft, chosen, { template, subject, text })));
  };

  // The editor may stand empty.
  const hasWords = isFormatted && draft.html !== '' && !signing.isAlone;
  const shown = { subject, text: bareText, isFormatted: hasWords, rendering, typedTo: recipient.typed };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (ready !== true) return;
    // What the template says of the last values is sent, and the files that come along, however soon one sends.
    if (isBehind) return wait('send');
    const to = draft.to ?? recipient.target;
    const whole = to ? { ...draft, to } : draft;
    const found = {
      ...checkDraft(t, channel, whole, shown),
      scheduledAt: draft.later ? timeWrong(draft.at) : undefined,
    };
    if (fields.set(several.isSeveral ? several.faultsOf(found, recipient) : found)) return;
    if (several.isSeveral) return several.begin(content);
    sending.send({ draft: whole, content, back, restore, onSent: discard, onError: refused });
  };
  const tryOut = () => {
    const faults = checkDraft(t, channel, draft, shown);
    if (isBehind) return wait('test');
    if (!fields.set({ ...faults, to: undefined }))
      test.send({ body: testOf(channel, draft, content), onError: refused });
  };
  const { waitsFor, wait } = useOnceSettled<'send' | 'test'>(isBehind, (what) =>
    what === 'send' ? element.current?.requestSubmit() : tryOut(),
  );
  const refused = (error: ApiError) => {
    const faults = refusalOf(t, error, draft);
    if (faults) fields.set(faults);
    else fields.show(error);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
  const throwAway = () => {
    form.throwAway();
    fields.reset();
  };

  return (
    <div className={classes.columns}>
      <Panel>
        <form ref={element} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
          <Stack>
            {isKept ? null : (
              <OtherDrafts
                offers={form.offers}
                onTake={(offer) => {
                  form.take(offer);
                  fields.reset();
                }}
              />
            )}
            {form.wasOrphan ? <Note kind="info">{t.compose.templateGone}</Note> : null}
            <LostNote draft={draft} onDismiss={(files) => isKept && store({ files })} />
            <RecipientPart
              channel={channel}
              draft={draft}
              template={template}
              search={recipient}
              several={several}
              error={fields.errors.to}
              onChange={setTo}
            />
            <SenderField
              choices={choices}
              value={draft.sender}
              usual={template?.sender}
              onChange={(key) =>
                put(signed(key === undefined ? without(draft, ['sender']) : { ...draft, sender: key }))
              }
            />
            <ReplyTo value={draft.replyTo} onOff={() => put(without(draft, ['replyTo']))} />
            <TemplatePart
              channel={channel}
              draft={draft}
              template={template}
              templates={templates}
              isByHand={isByHand}
              errors={fields.errors}
              onTemplate={setTemplate}
              onValue={(name, value) => set(`data.${name}`, { data: { ...draft.data, [name]: value } })}
            />
            {isByHand ? null : (
              <LanguageField
                template={template}
                value={draft.language}
                spoken={words.spoken}
                isSeveral={several.isSeveral}
                onChange={(language) =>
                  put(language === undefined ? without(draft, ['language']) : { ...draft, language })
                }
              />
            )}
            {hasSubject ? (
              <SubjectField
                channel={channel}
                value={subject}
                error={fields.errors.subject}
                onChange={(written) => set('subject', { subject: written })}
              />
            ) : null}
            <MessageField
              channel={channel}
              draft={draft}
              text={text}
              signature={signature}
              html={words.html}
              isFormatted={isFormatted}
              isAwaiting={bringing.isPendingInText}
              plain={preview.made?.text}
              error={fields.errors.text}
              onWords={(words) => {
                const made = words.text === undefined || isFormatted ? { subject } : {};
                put({ ...without(latest.current, ['text', 'html', 'rich']), ...made, ...words });
                fields.clear('text');
              }}
            />
            {takesFiles ? (
              <FilesField
                draft={draft}
                errors={fields.errors}
                progress={sending.isPending ? sending.progress : undefined}
                bringing={bringing}
                onRetry={() => {
                  fields.reset();
                  bringing.retry();
                }}
                onChange={(changes) => {
                  store(changes);
                  fields.reset();
                }}
                onCalendarOff={() => put(without(draft, ['calendar']))}
              />
            ) : null}
            <AboutFields
              draft={draft}
              template={template}
              choosesOptOuts={choosesOptOuts}
              errors={fields.errors}
              onChange={(next, field) => {
                put(next);
                fields.clear(field);
              }}
            />
            <ScheduleField
              later={draft.later}
              at={draft.at}
              error={fields.errors.scheduledAt}
              onChange={(changes) => set('scheduledAt', changes)}
            />
            <FormFoot
              sendLabel={
                several.isSeveral
                  ? t.many.sendMany
                  : (draft.later ? t.compose.sendLater : t.compose.send)[channel]
              }
              waits={ready !== true}
              busy={sending.isPending || waitsFor === 'send'}
              test={test.to === undefined ? undefined : { to: test.to, busy: test.isPending, onTest: tryOut }}
              draft={isKept ? 'kept' : discarded ? 'discarded' : 'none'}
              onDiscard={throwAway}
              onUndo={() => discarded && put(discarded)}
            />
          </Stack>
        </form>
      </Panel>
      <Preview
        preview={preview}
        images={draftImages.of(draft.key)}
        from={from}
        to={draft.to ?? several.people[0]}
        onReplace={(replacements) => set('text', { text: replaced(text, replacements) })}
      />
      <ManyDialog channel={channel} many={several.many} />
    </div>
  );
}
