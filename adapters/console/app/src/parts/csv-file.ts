/** What the server takes of a file, in characters. */
export const mostCharacters = 10_000_000;

/** Why a file cannot be taken. */
export type CsvFault = 'tooLarge' | 'unread' | 'workbook';

/** What a file says; or why it cannot be taken. */
export async function readCsv(file: File): Promise<{ readonly csv: string } | { readonly fault: CsvFault }> {
  // Nothing is read that is too much.
  if (file.size > mostCharacters) return { fault: 'tooLarge' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    // A workbook is a ZIP archive, or what Excel wrote before.
    if ((bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf))
      return { fault: 'workbook' };
    return { csv: new TextDecoder(encodingOf(bytes)).decode(bytes) };
  } catch {
    return { fault: 'unread' };
  }
}

/** Excel writes "Unicode text" in UTF-16, and what is no UTF-8 in Windows' own. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
