import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Target } from '../api/consumers.ts';
import type { ApiError } from '../api/error.ts';
import { shownAddress } from '../parts/address.tsx';
import { HtmlFrame } from '../parts/html-frame.tsx';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { errorSentence } from '../strings/error-sentence.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { missingVariables, variableSentence } from './check.ts';
import classes from './compose.module.css';
import { DraftFindings } from './draft-findings.tsx';
import { type InlineImage, withShown } from './images.ts';
import { type Replacements, SmsCost } from './sms-cost.tsx';
import type { PreviewState } from './use-preview.ts';

interface Props {
  readonly preview: PreviewState;
  /** What its text may show. */
  readonly images?: readonly InlineImage[];
  readonly from: string | undefined;
  readonly to: Target | undefined;
  /** How wide formatted mails are shown; default: as wide as there is room. */
  readonly screen?: 'desk' | 'phone' | undefined;
  /** Above it. */
  readonly head?: ReactNode;
  /** Absent where the text is not to be changed. */
  readonly onReplace?: (replacements: Replacements) => void;
}

/** The message as it will arrive, while it is written. */
export function Preview({ preview, images = [], from, to, screen, head, onReplace }: Props) {
  const { isEmpty, error, made } = preview;
  const t = useStrings();
  const shownNow = isEmpty || error ? undefined : made;
  const sms = shownNow && 'segments' in shownNow ? shownNow : undefined;
  const email = shownNow && 'subject' in shownNow ? shownNow : undefined;
  return (
    <Panel title={t.compose.preview} className={classes.preview ?? ''}>
      {head}
      {isEmpty ? <Text c="dimmed">{t.compose.previewEmpty}</Text> : null}
      {!isEmpty && error ? <PreviewError error={error} /> : null}
      {email ? (
        <Stack gap="sm">
          <dl className={classes.head}>
            {from === undefined ? null : <Line term={t.compose.previewFrom} text={from} />}
            {to ? <Line term={t.compose.previewTo} text={to.name ?? shownAddress(to)} /> : null}
            <Line term={t.compose.previewSubject} text={email.subject} strong />
          </dl>
          {email.html === undefined ? (
            <div className={classes.text}>{shown(email.text)}</div>
          ) : (
            <HtmlFrame html={withShown(email.html, images)} title={t.compose.previewFrame} screen={screen} />
          )}
          <DraftFindings findings={email.findings} />
        </Stack>
      ) : null}
      {sms ? (
        <Stack gap="sm">
          <dl className={classes.head}>
            {from === undefined ? null : <Line term={t.compose.previewFrom} text={from} />}
            {to ? <Line term={t.compose.previewTo} text={to.name ?? shownAddress(to)} /> : null}
          </dl>
          <div className={classes.bubble}>{shown(sms.text)}</div>
          <SmsCost preview={sms} onReplace={onReplace} />
        </Stack>
      ) : null}
    </Panel>
  );
}

function Line({
  term,
  text,
  strong = false,
}: {
  readonly term: string;
  readonly text: string;
  readonly strong?: boolean;
}) {
  return (
    <div>
      <dt>{term}</dt>
      <dd data-strong={strong}>{text}</dd>
    </div>
  );
}

/** Said while one writes: no fault yet, but what is still needed. */
function PreviewError({ error }: { readonly error: ApiError }) {
  const t = useStrings();
  const missing = missingVariables(error);
  const sentences =
    missing.length > 0 ? missing.map((name) => variableSentence(t, error, name)) : [errorSentence(t, error)];
  return (
    <div role="status">
      <Note kind="info">{shown(sentences.join(' '))}</Note>
    </div>
  );
}
