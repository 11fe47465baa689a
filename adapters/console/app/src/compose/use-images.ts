import { useEffect, useRef, useState } from 'react';
import { useConsole } from '../state/console.tsx';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { weightOf } from './attachments.ts';
import type { Draft } from './draft.ts';
import { useDraftList } from './draft-list.ts';
import { draftImages, readImage } from './images.ts';
import type { EditorImages } from './rich/editor-images.ts';
import { useTooMuch } from './use-too-much.ts';

/** The images of a draft, and what is wrong with the last that were to be added. */
export function useImages(draft: Draft): {
  readonly images: EditorImages;
  readonly fault: string | undefined;
} {
  const t = useStrings();
  const { attachmentBytes } = useConsole().session.limits;
  const { put } = useDraftList(draftImages, draft.key);
  const tooMuch = useTooMuch();
  const [fault, setFault] = useState<string>();
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });

  const take: EditorImages['take'] = async (files) => {
    // Photographs are made smaller; what is far too large is not even read.
    const read = await Promise.all(
      files.map((file) => (file.size > 5 * attachmentBytes ? undefined : readImage(file))),
    );
    const found = read.filter((image) => image !== undefined);
    const present = weightOf(latest.current);
    const refusal = tooMuch({
      count: present.count + found.length,
      bytes: found.reduce((sum, { bytes }) => sum + bytes, present.bytes),
    });
    const unread = files.filter((_, index) => read[index] === undefined).map(({ name }) => name);
    setFault(refusal ?? (unread.length === 0 ? undefined : t.editor.notImage(shown(unread.join(', ')))));
    if (refusal !== undefined) return [];
    const { key } = latest.current;
    if (found.length > 0) put([...draftImages.of(key), ...found]);
    return read;
  };
  const of = (contentId: string) =>
    draftImages.of(latest.current.key).find((image) => image.contentId === contentId);
  return { images: { of, take }, fault };
}
