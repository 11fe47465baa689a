import type { enSignature } from '../en/signature.ts';

export const signature: typeof enSignature = {
  title: 'E-mailhandtekening',
  hint: 'Deze komt onder elke e-mail die iemand hier met deze afzender schrijft. E-mails die de dienst zelf verstuurt, krijgen haar niet.',
  none: 'Er is nog geen handtekening.',
  write: 'Handtekening schrijven',
  change: 'Handtekening wijzigen',
  field: 'Handtekening',
  lines: 'Met Shift en Enter begint een nieuwe regel zonder witruimte.',
  preview: 'De handtekening zoals ze er in een e-mail uitziet',
  inText: 'In platte tekst',
  saved: 'De handtekening is opgeslagen.',
  missing: 'Schrijf iets of verwijder de handtekening.',
  tooLong: 'Dat is te lang voor een handtekening.',
  remove: 'Verwijderen',
  removeTitle: 'Handtekening verwijderen?',
  removeBody:
    'E-mails die vanaf nu worden geschreven, hebben er geen. Wat is verstuurd, blijft zoals het is.',
  removed: 'De handtekening is verwijderd.',
};
