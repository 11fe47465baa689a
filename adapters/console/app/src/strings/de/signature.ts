import type { enSignature } from '../en/signature.ts';

export const deSignature: typeof enSignature = {
  title: 'E-Mail-Signatur',
  hint: 'Sie steht unter jeder E-Mail, die hier von diesem Absender geschrieben wird. E-Mails, die der Dienst von selbst verschickt, bekommen sie nicht.',
  none: 'Es gibt noch keine Signatur.',
  write: 'Signatur schreiben',
  change: 'Signatur ändern',
  field: 'Signatur',
  lines: 'Umschalt und Eingabe beginnen eine neue Zeile ohne Abstand.',
  preview: 'Die Signatur, wie sie in einer E-Mail aussieht',
  inText: 'Als reiner Text',
  saved: 'Die Signatur ist gespeichert.',
  missing: 'Schreiben Sie etwas, oder entfernen Sie die Signatur.',
  tooLong: 'Das ist zu lang für eine Signatur.',
  remove: 'Entfernen',
  removeTitle: 'Signatur entfernen?',
  removeBody:
    'E-Mails, die ab jetzt geschrieben werden, haben keine. Was verschickt wurde, bleibt, wie es ist.',
  removed: 'Die Signatur ist entfernt.',
};
