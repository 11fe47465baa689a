import { Input, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import type { Channel } from 'postern';
import { Suspense, useId, useRef, useState } from 'react';
import { loadedPage } from '../layout/loaded-page.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { channelFacts } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import type { Draft } from './draft.ts';
import { FormattedNote } from './formatted-note.tsx';
import { mailHtml } from './rich/mail-html.ts';
import { docOf, isFormattedDoc, isLaidOut, type RichNode } from './rich/rich-doc.ts';
import { aboveSignature, blocksBelow, withSignature } from './rich/signed-doc.ts';
import { roomBeside } from './room.ts';
import { type Signed, signedText, textAbove } from './signed.ts';
import { useImages } from './use-images.ts';
import { useOpened } from './use-opened.ts';
import { usePlainText } from './use-plain-text.ts';

/** The words as the draft keeps them: formatted ones have no `text`, the core makes it. */
type Words = Pick<Draft, 'text' | 'html' | 'rich'>;

interface Props {
  readonly channel: Channel;
  readonly draft: Draft;
  /** As it stands in the field: written, or the template's. */
  readonly text: string;
  /** The sender's, where there is one. */
  readonly signature: (Signed & { readonly load: () => Promise<RichNode | undefined> }) | undefined;
  /** The same formatted; `undefined` where it is not, or not known yet. */
  readonly html: string | undefined;
  readonly isFormatted: boolean;
  /** Images that it shows are on their way. */
  readonly isAwaiting: boolean;
  /** What receivers without HTML see, of a formatted mail. */
  readonly plain: string | undefined;
  readonly error: string | undefined;
  readonly onWords: (words: Words) => void;
}

const RichEditor = loadedPage(() => import('./rich/rich-editor.tsx'));

/** Where the message is written: as plain text, or formatted. */
export function MessageField(props: Props) {
  const { channel, draft, text, signature, html, isFormatted, isAwaiting, plain, error, onWords } = props;
  const t = useStrings();
  const { limits, site } = useConsole().session;
  const { hasSubject, hasHtml, rows, textLimit } = channelFacts[channel];
  const opened = useOpened(hasHtml && isFormatted && !draft.rich ? html : undefined);
  // What a template says anew is begun anew; what was changed by hand goes on.
  const begun = useRef('');
  if (opened) begun.current = opened.html;
  const rich =
    !hasHtml || !isFormatted
      ? undefined
      : (draft.rich ?? (opened && 'doc' in opened ? opened.doc : undefined));
  const [asked, setAsked] = useState<'toRich' | 'toPlain'>();
  const [chosen, setChosen] = useState(false);
  const errorId = useId();
  const making = usePlainText();
  const { images, fault } = useImages(draft);
  const place = useKeptFocus<HTMLDivElement>(rich ? 'rich' : isFormatted);
  const prefix = site.prefix[channel];

  const loading = <Skeleton h={260} role="status" aria-label={t.editor.loading} />;
  const write = (doc: RichNode) => onWords({ html: mailHtml(doc), rich: doc });
  // Of the two, each has the signature in its own way.
  const above = signature && textAbove(text, signature.text);
  const richAbove = rich && signature?.doc && aboveSignature(rich, signature.doc);
  const toRich = async () => {
    setAsked(undefined);
    const doc = above === undefined ? undefined : await signature?.load().catch(() => undefined);
    setChosen(true);
    write(doc ? withSignature(docOf(above ?? ''), doc) : docOf(text));
  };
  const toPlain = () => {
    making.make(richAbove ? mailHtml(richAbove) : (html ?? ''), (made) => {
      setAsked(undefined);
      onWords({ text: richAbove && signature ? signedText(made, signature.text) : made });
    });
  };
  return (
    <div ref={place}>
      {rich ? (
        <Stack gap={4}>
          <Text component="div" size="sm" fw={600} aria-hidden="true">
            {t.compose.message}{' '}
            <Text component="span" c="var(--mantine-color-error)" inherit>
              *
            </Text>
          </Text>
          <Suspense fallback={loading}>
            {isAwaiting ? (
              loading
            ) : (
              <RichEditor
                key={`${draft.key} ${begun.current}`}
                doc={rich}
                images={images}
                label={t.compose.message}
                errorId={error === undefined ? undefined : errorId}
                takesFocus={chosen}
                below={blocksBelow(rich, signature?.doc)}
                onChange={write}
              />
            )}
          </Suspense>
          {error === undefined ? null : (
            <Text id={errorId} size="xs" c="var(--mantine-color-error)">
              {error}
            </Text>
          )}
          <div role="alert">{fault === undefined ? null : <Input.Error>{fault}</Input.Error>}</div>
        </Stack>
      ) : isFormatted ? (
        <>
          <FormattedNote
            plain={plain}
            loss={opened && 'loss' in opened ? opened.loss : undefined}
            onEdit={(words) => onWords({ text: words })}
          />
          {error === undefined ? null : <Input.Error role="alert">{error}</Input.Error>}
        </>
      ) : (
        <Textarea
          label={t.compose.message}
          description={!hasSubject && prefix.trim() !== '' ? t.compose.prefixHint(prefix.trim()) : undefined}
          value={text}
          error={error}
          required
          autosize
          minRows={rows}
          maxRows={24}
          maxLength={hasSubject ? limits[textLimit] : roomBeside(prefix, limits[textLimit], text)}
          onFocus={({ currentTarget }) => {
            // Nothing is written yet: one begins above the signature, wherever the browser puts the cursor.
            if (above === '') currentTarget.setSelectionRange(0, 0);
          }}
          onChange={({ currentTarget }) => onWords({ text: currentTarget.value })}
        />
      )}
      {rich ? (
        <SteadyButton
          mt={6}
          size="xs"
          variant="subtle"
          busy={making.isPending}
          onClick={() => (isFormattedDoc(richAbove ?? rich) ? setAsked('toPlain') : toPlain())}
        >
          {t.editor.plain}
        </SteadyButton>
      ) : hasHtml && !isFormatted ? (
        <SteadyButton
          mt={6}
          size="xs"
          variant="subtle"
          onClick={() => (isLaidOut(above ?? text) ? setAsked('toRich') : void toRich())}
        >
          {t.editor.format}
        </SteadyButton>
      ) : null}
      <Confirm
        opened={asked === 'toPlain'}
        title={t.editor.toPlainTitle}
        body={t.editor.toPlainBody}
        confirm={t.editor.plain}
        keep={t.editor.keep}
        busy={making.isPending}
        onConfirm={toPlain}
        onClose={() => setAsked(undefined)}
      />
      <Confirm
        opened={asked === 'toRich'}
        title={t.editor.toRichTitle}
        body={t.editor.toRichBody}
        confirm={t.editor.format}
        keep={t.editor.keep}
        danger={false}
        onConfirm={() => void toRich()}
        onClose={() => setAsked(undefined)}
      />
    </div>
  );
}
