import type { enProvider } from '../en/provider.ts';

export const provider: typeof enProvider = {
  codeTitle: (name) => `Voer de code van ${name} in`,
  linkTitle: (name) => `Volg de link van ${name}`,
  ownTitle: (name) => `Bevestig het adres voor ${name}`,
  code: (name, address) => `We hebben ${name} gevraagd een code naar ${address} te sturen. Voer die hier in.`,
  link: (name, address) =>
    `Volg de link die ${name} naar ${address} heeft gestuurd en klik daarna op ‘Controleren’.`,
  own: (name, address) =>
    `Voor ${name} geldt een code van ons. Laat die naar ${address} sturen en voer hem hier in.`,
  check: 'Controleren',
  notYet: (name) =>
    `Volgens ${name} is het adres nog niet bevestigd. Geen e-mail? Kijk in de map met spam en controleer het adres.`,
  resend: (name) => `${name} opnieuw laten sturen`,
  resent: (name, address) => `${name} stuurt opnieuw een e-mail naar ${address}.`,
  other: (name) =>
    `${name} verzendt uw e-mails als de eerste provider dat niet kan. Zolang dit hier niet is ingesteld, wordt deze provider overgeslagen.`,
  partly:
    'De afzender kan verzenden. Een andere provider, voor als de eerste niet kan, heeft nog records nodig: voer ze in waar uw domein wordt beheerd.',
  records: (name) => `Records voor ${name}`,
  noRecords: (name) =>
    `${name} heeft zijn records nog niet doorgegeven. Ze worden opgevraagd als het domein wordt gecontroleerd.`,
  inPlace: 'Aanwezig',
  notInPlace: 'Niet aanwezig',
};
