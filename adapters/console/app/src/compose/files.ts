import { newId } from '../state/tab.ts';
import { type Brought, isAdded } from './brought.ts';
import { DraftLists } from './draft-list.ts';

/** A file that goes with a message. */
export interface Attached {
  /** Two may have one name. */
  readonly id: string;
  readonly filename: string;
  readonly contentType?: string;
  /** Base64. */
  readonly content: string;
  readonly bytes: number;
  /** Of one that came along from a message: its place there. */
  readonly place?: number;
}

interface Picked {
  readonly taken: readonly Attached[];
  /** Folders, and files that are gone. */
  readonly unread: readonly string[];
}

const mediaType = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/;

/** The files of drafts. */
export const draftFiles = new DraftLists<Attached>(isAdded);

export async function readFiles(picked: readonly File[]): Promise<Picked> {
  const taken: Attached[] = [];
  const unread: string[] = [];
  for (const file of picked) {
    const content = await base64Of(file).catch(() => undefined);
    if (content === undefined) unread.push(file.name);
    else
      taken.push({
        id: newId(),
        filename: file.name,
        ...(mediaType.test(file.type) ? { contentType: file.type } : {}),
        content,
        bytes: file.size,
      });
  }
  return { taken, unread };
}

/** A file of a message that is sent once more, as it went with that. */
export async function fileAsItIs(
  content: Blob,
  { place, filename, contentType }: Brought,
): Promise<Attached> {
  return { id: newId(), place, filename, contentType, content: await base64Of(content), bytes: content.size };
}

/** @throws where it cannot be read */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
