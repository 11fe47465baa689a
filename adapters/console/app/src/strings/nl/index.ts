import type { Catalogue } from '../en/index.ts';
import { app } from './app.ts';
import { audit } from './audit.ts';
import { batches } from './batches.ts';
import { compose } from './compose.ts';
import { delivery } from './delivery.ts';
import { editor } from './editor.ts';
import { findings } from './findings.ts';
import { history, message } from './history.ts';
import { many } from './many.ts';
import { notes } from './notes.ts';
import { one } from './one.ts';
import { overview } from './overview.ts';
import { parts } from './parts.ts';
import { sender } from './sender.ts';
import { senders } from './senders.ts';
import { signature } from './signature.ts';
import { importing } from './suppressions.ts';
import { nlTemplateLanguages } from './template-languages.ts';
import { topics } from './topics.ts';
import { versions } from './versions.ts';
import { webhooks } from './webhooks.ts';

export const nl: Catalogue = {
  ...delivery,
  sender,
  senders,
  app,
  versions,
  parts,
  templateLanguages: nlTemplateLanguages,
  webhooks,
  audit,
  topics,
  batches,
  channel: { email: 'E-mail', sms: 'Sms' },
  nav: {
    overview: 'Overzicht',
    compose: 'Opstellen',
    history: 'Geschiedenis',
    templates: 'Sjablonen',
    suppressions: 'Blokkeerlijst',
    sender: 'Afzender',
    webhooks: 'Webhooks',
    audit: 'Wijzigingen',
  },
  common: {
    colon: ': ',
    cancel: 'Annuleren',
    close: 'Sluiten',
    save: 'Opslaan',
    delete: 'Verwijderen',
    remove: 'Verwijderen',
    copy: 'Kopiëren',
    copied: 'Gekopieerd',
    tryAgain: 'Opnieuw proberen',
    loadMore: 'Meer laden',
    loadingMore: 'Meer laden…',
    end: 'Dat is alles.',
    dismiss: 'Deze melding sluiten',
  },
  overview,
  compose,
  many,
  editor,
  signature,
  history,
  message,
  consumer: {
    title: (name) => `Berichten aan ${name}`,
    embeddedTitle: 'Berichten',
    gone: 'Deze persoon is niet meer bekend; de berichten blijven.',
    write: { email: 'E-mail schrijven', sms: 'Sms schrijven' },
    channels: { all: 'Alle', email: 'E-mail', sms: 'Sms' },
    embed: 'Insluiten in uw eigen pagina',
    embedHint: 'Dit adres toont alleen de lijst, om in een kader naast de gegevens van de persoon te zetten.',
  },
  priorities: { usual: 'Zoals gewoonlijk', high: 'Hoog', normal: 'Normaal', low: 'Laag' },
  templates: {
    title: { email: 'E-mailsjablonen', sms: 'Sms-sjablonen' },
    hint: 'Een sjabloon vult een bericht vooraf in. Wat per bericht verschilt, staat tussen dubbele accolades: {{ name }}.',
    add: 'Nieuw sjabloon',
    empty: 'Nog geen sjablonen',
    emptyHint: 'Schrijf er een voor wat u vaak verzendt.',
    inCode: 'Ingebouwd',
    madeHint:
      'Dit sjabloon hoort bij de dienst, die de tekst maakt van de opgegeven waarden. U kunt het gebruiken en bekijken, maar hier niet wijzigen.',
    inCodeHint:
      'Dit sjabloon hoort bij de dienst. U kunt het gebruiken en bekijken, maar hier niet wijzigen.',
    editable: 'Hier geschreven',
    variables: 'Variabelen',
    updated: (at) => `Gewijzigd: ${at}`,
    newTitle: 'Nieuw sjabloon',
    name: 'Naam',
    nameHint: 'Hoe het in de lijst staat.',
    subject: 'Onderwerp',
    text: 'Tekst',
    html: 'HTML',
    textHint: {
      email: 'Wordt uit de HTML gemaakt als u dit leeg laat.',
      sms: 'De naam van uw site komt ervoor te staan.',
    },
    htmlHint: 'Voor een e-mail met opmaak. Laat dit leeg voor een e-mail zonder opmaak.',
    sender: 'Afzender',
    topic: 'Thema',
    priority: 'Prioriteit',
    priorityHint: 'Wat het eerst gaat als er meer berichten wachten.',
    liquid: 'Schrijf {{ name }} waar een waarde komt. Voorwaarden en lijsten werken ook, in de taal Liquid.',
    previewValues: 'Voorbeeldwaarden',
    keepValues: 'Bij het sjabloon bewaren',
    screen: 'Breedte van het voorbeeld',
    desk: 'Computer',
    phone: 'Telefoon',
    lastUsed: 'Laatst gebruikt',
    recent: (count, more, days) =>
      `${more ? 'meer dan ' : ''}${one(count, 'bericht', 'berichten')} in ${days} dagen`,
    neverUsed: 'Nog niet gebruikt.',
    unusedSince: (at) => `Niet gebruikt (sinds: ${at}); wat ouder is, is niet bekeken.`,
    use: 'Hiermee schrijven',
    saved: 'Het sjabloon is opgeslagen.',
    deleted: (name) => `Het sjabloon ‘${name}’ is verwijderd.`,
    deleteTitle: 'Sjabloon verwijderen?',
    deleteBody: (name) =>
      `‘${name}’ kan dan niet meer worden gebruikt. Berichten die ermee zijn verzonden, blijven zoals ze zijn.`,
    unsaved: 'Nog niet opgeslagen',
    discard: 'Wijzigingen negeren',
    nameMissing: 'Geef het sjabloon een naam.',
    gone: 'Dit sjabloon bestaat niet',
  },
  findings,
  notes,
  suppressions: {
    title: { email: 'Geblokkeerde adressen', sms: 'Geblokkeerde nummers' },
    hint: {
      email:
        'Aan deze adressen wordt niets verzonden. Na een onbestelbare e-mail of een klacht komt een adres hier vanzelf te staan.',
      sms: 'Aan deze nummers wordt niets verzonden. Wie met STOP antwoordt, komt hier vanzelf te staan.',
    },
    address: { email: 'E-mailadres', sms: 'Telefoonnummer' },
    add: { email: 'Adres toevoegen', sms: 'Nummer toevoegen' },
    addButton: 'Toevoegen',
    topic: 'Thema',
    everything: 'Alles',
    added: (address, topic) =>
      topic === undefined
        ? `Aan ${address} wordt niets meer verzonden.`
        : `Aan ${address} wordt niets meer over ‘${topic}’ verzonden.`,
    known: (address) => `${address} staat al op de lijst.`,
    reason: 'Reden',
    export: 'Exporteren',
    importing,
    history: {
      title: 'Wat eraan is gewijzigd',
      none: 'Niemand heeft iets gewijzigd.',
      hint: 'Bij wat een import heeft toegevoegd, staat dat onder ‘Door’.',
    },
    allReasons: 'Alle redenen',
    reasons: {
      bounced: 'Onbestelbaar',
      complained: 'Klacht',
      opted_out: 'Afgemeld',
      manual: 'Handmatig',
    },
    source: 'Door',
    sources: { provider: 'de provider', recipient: 'de ontvanger', host: 'de dienst' },
    since: 'Sinds',
    list: 'Geblokkeerde adressen',
    find: { email: 'E-mailadres zoeken', sms: 'Telefoonnummer zoeken' },
    findButton: 'Zoeken',
    showAll: 'Hele lijst tonen',
    notListed: (address) => `${address} staat niet op de lijst: berichten gaan erheen.`,
    unread: {
      email: (typed) => `‘${typed}’ is geen e-mailadres: voer het hele adres in.`,
      sms: (typed) => `‘${typed}’ is geen telefoonnummer: voer het hele nummer in.`,
    },
    empty: 'De lijst is leeg',
    emptyHint: 'Aan elk adres kan worden verzonden.',
    noneFit: 'Om deze reden staat niets op de lijst',
    noneFitHint: 'Kies een andere reden of toon de hele lijst.',
    removeTitle: 'Weer aan dit adres verzenden?',
    removeBody: (address, topic) =>
      topic === undefined
        ? `${address} gaat van de lijst af: berichten gaan er weer heen.`
        : `${address} gaat voor ‘${topic}’ van de lijst af: berichten daarover gaan er weer heen.`,
    removeWarn:
      'Deze persoon heeft gevraagd geen berichten te krijgen. Verwijder de vermelding alleen op eigen verzoek van de persoon.',
    removed: (address, topic) =>
      topic === undefined
        ? `${address} staat niet meer op de lijst.`
        : `${address} staat voor ‘${topic}’ niet meer op de lijst.`,
    removeOf: (address) => `${address} verwijderen`,
    missing: { email: 'Voer een e-mailadres in.', sms: 'Voer een telefoonnummer in.' },
  },
};
