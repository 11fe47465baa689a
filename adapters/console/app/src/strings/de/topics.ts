import type { enTopics } from '../en/topics.ts';

export const deTopics: typeof enTopics = {
  topic: 'Thema',
  hint: 'Wer sich davon abgemeldet hat, bekommt die Nachricht nicht.',
  none: 'Kein Thema',
  gone: 'Dieses Thema hat der Dienst nicht mehr: Wählen Sie ein anderes.',
  ofTemplate: (name) => `Das der Vorlage: ${name}`,
  templateHint: 'Wovon ihre Nachrichten handeln: Wer sich davon abgemeldet hat, bekommt sie nicht.',
  optOuts: 'Wer sich abgemeldet hat',
  optOutChoices: {
    usual: 'Bekommt sie nicht',
    unsubscribe: 'Bekommt sie nicht; andere können sich abmelden',
    essential: 'Bekommt sie trotzdem: Sie ist unerlässlich',
  },
  optOutHints: {
    usual: 'Einen Link zum Abmelden gibt es, wo die Nachricht ihn zeigt.',
    unsubscribe: 'Mailprogramme zeigen einen Knopf zum Abmelden, mit einem Klick.',
    essential:
      'Nur für das, was die Person verlangt hat oder braucht, etwa eine Rechnung. Unzustellbarkeit, Beschwerden und Einträge von Hand gelten weiter.',
  },
  essentialLink:
    'Eine unerlässliche Nachricht zeigt keinen Link zum Abmelden: Nehmen Sie ihn heraus, oder lassen Sie Abmeldungen gelten.',
  chosen: 'Was diese Person gewählt hat',
  chosenHint: 'Wovon sie sich abgemeldet hat, durch einen Link, durch STOP oder bei Ihnen.',
  choices: (where) => `Wahl für ${where}`,
  everything: 'Alles',
  gets: 'Bekommt sie',
  notOut: 'Nicht abgemeldet',
  out: (since) => `Abgemeldet seit ${since}`,
  allOut: 'Nicht, solange alles abgemeldet ist',
  heldBy: (reason, since) => `Dorthin geht nichts, was auch gewählt wurde: ${reason}, ${since}.`,
  heldTopic: (reason, since) => `Wird nicht gesendet: ${reason}, ${since}`,
  optOut: 'Abmelden',
  optOutOf: (name, where) => `Abmelden: „${name}“, ${where}`,
  optIn: 'Wieder anmelden',
  optInOf: (name, where) => `Wieder anmelden: „${name}“, ${where}`,
  optInTitle: 'Wieder anmelden?',
  optInBody: (name, where) => `„${name}“ geht wieder an ${where}.`,
  optInWarn: 'Diese Person hat sich abgemeldet. Melden Sie sie nur wieder an, wenn sie darum gebeten hat.',
  optedOut: (name, where) => `„${name}“ geht nicht mehr an ${where}.`,
  optedIn: (name, where) => `„${name}“ geht wieder an ${where}.`,
  unreadable: (channel) => `${channel}: Die Adresse dieser Person lässt sich nicht verwenden.`,
};
