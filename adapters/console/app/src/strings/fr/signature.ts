import type { enSignature } from '../en/signature.ts';

export const frSignature: typeof enSignature = {
  title: 'Signature d’e-mail',
  hint: 'Elle est placée sous chaque e-mail rédigé ici avec cet expéditeur. Les e-mails que le service envoie de lui-même ne la portent pas.',
  none: 'Il n’y a pas encore de signature.',
  write: 'Rédiger une signature',
  change: 'Modifier la signature',
  field: 'Signature',
  lines: 'Maj + Entrée commence une ligne sans espacement.',
  preview: 'La signature telle qu’elle apparaît dans un e-mail',
  inText: 'En texte brut',
  saved: 'La signature est enregistrée.',
  missing: 'Écrivez quelque chose, ou retirez la signature.',
  tooLong: 'C’est trop long pour une signature.',
  remove: 'Retirer',
  removeTitle: 'Retirer la signature ?',
  removeBody: 'Les e-mails rédigés désormais n’en auront pas. Ce qui a été envoyé reste tel quel.',
  removed: 'La signature est retirée.',
};
