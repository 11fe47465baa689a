import type { enProvider } from '../en/provider.ts';

export const deProvider: typeof enProvider = {
  codeTitle: (name) => `Code von ${name} eingeben`,
  linkTitle: (name) => `Dem Link von ${name} folgen`,
  ownTitle: (name) => `Die Adresse für ${name} bestätigen`,
  code: (name, address) =>
    `Wir haben ${name} gebeten, einen Code an ${address} zu senden. Geben Sie ihn hier ein.`,
  link: (name, address) =>
    `Folgen Sie dem Link, den ${name} an ${address} gesendet hat, und drücken Sie dann „Prüfen“.`,
  own: (name, address) =>
    `Für ${name} gilt ein Code von uns. Lassen Sie ihn an ${address} senden und geben Sie ihn hier ein.`,
  check: 'Prüfen',
  notYet: (name) =>
    `Laut ${name} ist die Adresse noch nicht bestätigt. Keine Mail? Sehen Sie im Spam-Ordner nach und prüfen Sie die Adresse.`,
  resend: (name) => `${name} noch einmal senden lassen`,
  resent: (name, address) => `${name} sendet noch einmal an ${address}.`,
  other: (name) =>
    `${name} sendet Ihre Mails, wo der erste Anbieter nicht kann. Bis es hier eingerichtet ist, wird es übergangen.`,
  partly:
    'Der Absender kann senden. Ein weiterer Anbieter, für den Fall, dass der erste nicht kann, braucht noch seine Einträge: Legen Sie sie dort an, wo Ihre Domain verwaltet wird.',
  records: (name) => `Einträge für ${name}`,
  noRecords: (name) =>
    `${name} hat seine Einträge noch nicht genannt. Sie werden erfragt, wenn die Domain geprüft wird.`,
  inPlace: 'Eingerichtet',
  notInPlace: 'Nicht eingerichtet',
};
