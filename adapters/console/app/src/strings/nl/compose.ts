import type { enCompose } from '../en/compose.ts';
import { one } from './one.ts';
import { at as when } from './when.ts';

const wrongKinds: Readonly<Record<string, string>> = {
  url: 'is geen link: een link begint met https://',
  email: 'is geen e-mailadres',
  number: 'is geen getal',
  date: 'is geen datum',
  datetime: 'is geen tijdstip',
};

export const compose: typeof enCompose = {
  title: { email: 'E-mail opstellen', sms: 'Sms opstellen' },
  notReady: 'U kunt nog niet verzenden',
  notReadyHint: 'Schrijven kan al: het concept blijft op dit apparaat bewaard.',
  toSetUp: 'Afzender instellen',
  to: 'Aan',
  toHint: {
    email: 'Typ een naam of een e-mailadres.',
    sms: 'Typ een naam of een nummer. U kunt alleen mensen met een telefoonnummer kiezen.',
  },
  toPlaceholder: 'Personen zoeken',
  toNothing: 'Niemand gevonden.',
  toType: 'Typ om te zoeken.',
  toTyped: (address) => `Verzenden aan ${address}`,
  noAddress: { email: 'geen e-mailadres', sms: 'geen telefoonnummer' },
  clearTo: 'Iemand anders kiezen',
  sender: 'Afzender',
  template: 'Sjabloon',
  templateNone: 'Zonder sjabloon',
  templateHint: {
    email: 'Vult het onderwerp en het bericht in; u kunt beide daarna nog wijzigen.',
    sms: 'Vult het bericht in; u kunt het daarna nog wijzigen.',
  },
  variables: 'Waarden voor het sjabloon',
  variableWrong: (name, kind) => `‘${name}’ ${wrongKinds[kind] ?? 'past niet bij het sjabloon'}.`,
  variableMissing: (name) => `Het sjabloon heeft een waarde nodig voor ‘${name}’.`,
  keepHtml:
    'Dit bericht heeft opmaak; u ziet die in het voorbeeld. Zet het om in platte tekst om de woorden te wijzigen.',
  editText: 'Als platte tekst bewerken',
  subject: 'Onderwerp',
  message: 'Bericht',
  replyTo: 'Antwoorden naar',
  replyToSender: 'Antwoorden naar de afzender laten gaan',
  schedule: 'Wanneer',
  scheduleNow: 'Zo snel mogelijk',
  scheduleLater: 'Later',
  scheduleAt: 'Verzenden op',
  scheduleHint: (zone) => `In uw tijdzone (${zone}).`,
  preview: 'Voorbeeld',
  previewEmpty: 'Het voorbeeld verschijnt terwijl u schrijft.',
  previewFrom: 'Van',
  previewTo: 'Aan',
  previewSubject: 'Onderwerp',
  previewFrame: 'Voorbeeld van het bericht met opmaak',
  segments: (count) => one(count, 'segment', 'segmenten'),
  characters: (count) => one(count, 'teken', 'tekens'),
  charactersLeft: (count) => `nog ${count} in dit segment`,
  encoding: { 'GSM-7': 'Standaardalfabet (GSM-7)', 'UCS-2': 'Unicode (UCS-2)' },
  encodingHint: 'Telecomproviders rekenen per segment.',
  send: { email: 'E-mail verzenden', sms: 'Sms verzenden' },
  sendLater: { email: 'E-mail plannen', sms: 'Sms plannen' },
  queued: (to) => `Het bericht aan ${to} staat in de wachtrij.`,
  scheduled: (to, at) => `Het bericht aan ${to} is gepland: ${at}.`,
  suppressed: (to) => `Niet verzonden: ${to} staat op de blokkeerlijst.`,
  test: 'Stuur mij een test',
  testTo: (address) => `Gaat naar ${address}, met ‘[Test]’ in het onderwerp.`,
  tested: (address) => `Er is een test onderweg naar ${address}.`,
  testNoAnswer: 'De server heeft niet geantwoord: de test is misschien onderweg, misschien niet.',
  files: {
    label: 'Bijlagen',
    hint: (count, megabytes) =>
      `Maximaal ${count} bestanden, samen ${megabytes} MB. Afbeeldingen in de tekst tellen mee. Ze blijven alleen bewaard zolang deze pagina open is.`,
    add: 'Bestanden toevoegen',
    drop: 'of sleep ze hierheen',
    remove: (name) => `${name} verwijderen`,
    progress: 'Bezig met verzenden',
    lost: (count, names) =>
      `${one(count, 'bestand moet', 'bestanden moeten')} opnieuw worden toegevoegd: ${names}`,
    comes: 'wordt opgehaald',
    missing: 'ontbreekt',
    notBrought: 'Bestanden van het bericht konden niet worden opgehaald',
    awaited: (names) =>
      `Nog niet beschikbaar: ${names}. Probeer het opnieuw of verwijder wat u niet nodig hebt.`,
    tooLarge: (megabytes, most) =>
      `Niet toegevoegd: dat zou ${megabytes} MB zijn, en een bericht mag hoogstens ${most} MB hebben.`,
    tooMany: (most) => `Niet toegevoegd: een bericht mag hoogstens ${most} bestanden hebben.`,
    unread: (names) => `Niet toegevoegd, want niet te lezen: ${names}. Mappen kunnen niet worden verzonden.`,
  },
  againGone: {
    missing: 'Het bericht dat u opnieuw wilt verzenden, bestaat niet meer.',
    erased:
      'De inhoud van het bericht dat u opnieuw wilt verzenden, is gewist, met de bestanden erbij. Schrijf een nieuw bericht.',
    confidential:
      'De inhoud van het bericht dat u opnieuw wilt verzenden, is vertrouwelijk en gaat geen tweede keer de deur uit. Schrijf een nieuw bericht.',
  },
  leaves: (to, seconds) => `Het bericht aan ${to} vertrekt over ${one(seconds, 'seconde', 'seconden')}.`,
  undone: 'Ingetrokken: er is niets verzonden. Het concept is er weer.',
  undoLate: 'Te laat: het bericht was al onderweg.',
  undoLost: 'De server heeft niet geantwoord: in de geschiedenis ziet u of het bericht is ingetrokken.',
  look: 'Bekijken',
  discard: 'Concept verwijderen',
  draftKept: 'Concept op dit apparaat bewaard',
  draftElsewhere: 'Een concept van een ander tabblad',
  draftNobody: 'Nog niemand gekozen',
  draftTake: 'Verder met dit concept',
  offline: 'Geen verbinding: niet verzonden, het concept blijft bewaard.',
  noAnswer:
    'De server heeft niet geantwoord. Het concept blijft bewaard: verzend het opnieuw, het gaat maar één keer uit, wat er ook van de eerste poging is geworden.',
  templateGone: 'Het sjabloon van dit concept is verwijderd. De tekst ervan is bewaard.',
  draftDiscarded: 'Concept verwijderd',
  undo: 'Ongedaan maken',
  isSuppressed: (address) => `Aan ${address} wordt niets verzonden: het staat op de blokkeerlijst`,
  isSuppressedOf: (address, topic) =>
    `Aan ${address} wordt niets over ‘${topic}’ verzonden: het staat daarvoor op de blokkeerlijst`,
  toSuppressions: 'Naar de blokkeerlijst',
  prefixHint: (prefix) => `‘${prefix}’ komt er vanzelf voor te staan: het zegt wie er schrijft.`,
  toUnread: {
    email: (typed) => `‘${typed}’ is geen e-mailadres, en er is niemand uit de lijst gekozen.`,
    sms: (typed) => `‘${typed}’ is geen telefoonnummer, en er is niemand uit de lijst gekozen.`,
  },
  toMissing: 'Kies een ontvanger.',
  subjectMissing: 'Een e-mail heeft een onderwerp nodig.',
  textMissing: 'Schrijf een bericht.',
  timeMissing: 'Kies een dag en een tijd.',
  timePast: (at) => `Dit tijdstip is al voorbij: ${at}. Kies een later tijdstip.`,
  timeFar: (latest) =>
    `Dat is te ver vooruit: een bericht kan uiterlijk tot ${latest} wachten. Kies een eerder tijdstip.`,
  timeSkipped: (time, meant) =>
    `${time} bestaat niet op deze dag: de klok gaat vooruit. Het bericht vertrekt ${when(meant)}.`,
  timeTwice: (time, first, second) =>
    `${time} komt op deze dag twee keer voor: de klok gaat terug. Het bericht vertrekt de eerste keer, ${when(first)}, niet ${when(second)}.`,
};
