import type { enSignature } from '../en/signature.ts';

export const signature: typeof enSignature = {
  title: 'Firma email',
  hint: 'Viene inserita in fondo a ogni email scritta qui con questo mittente. Le email che il servizio invia da solo non la riportano.',
  none: 'Non c’è ancora una firma.',
  write: 'Scrivi una firma',
  change: 'Modifica la firma',
  field: 'Firma',
  lines: 'Maiusc + Invio inizia una nuova riga senza spazio.',
  preview: 'La firma come appare in un’email',
  inText: 'In testo semplice',
  saved: 'La firma è stata salvata.',
  missing: 'Scriva qualcosa oppure rimuova la firma.',
  tooLong: 'È troppo lunga per una firma.',
  remove: 'Rimuovi',
  removeTitle: 'Rimuovere la firma?',
  removeBody: 'Le email scritte da ora in poi non l’avranno. Ciò che è stato inviato resta com’è.',
  removed: 'La firma è stata rimossa.',
};
