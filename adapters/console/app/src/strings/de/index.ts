import type { Catalogue } from '../en/index.ts';
import { deApp } from './app.ts';
import { deAudit } from './audit.ts';
import { deBatches } from './batches.ts';
import { deCompose } from './compose.ts';
import { deDelivery } from './delivery.ts';
import { deEditor } from './editor.ts';
import { deFindings } from './findings.ts';
import { deHistory, deMessage } from './history.ts';
import { deMany } from './many.ts';
import { deNotes } from './notes.ts';
import { one } from './one.ts';
import { deOverview } from './overview.ts';
import { deParts } from './parts.ts';
import { deSender } from './sender.ts';
import { deSenders } from './senders.ts';
import { deSignature } from './signature.ts';
import { deImport } from './suppressions.ts';
import { deTemplateLanguages } from './template-languages.ts';
import { deTopics } from './topics.ts';
import { deVersions } from './versions.ts';
import { deWebhooks } from './webhooks.ts';

export const de: Catalogue = {
  ...deDelivery,
  sender: deSender,
  senders: deSenders,
  app: deApp,
  versions: deVersions,
  parts: deParts,
  templateLanguages: deTemplateLanguages,
  webhooks: deWebhooks,
  audit: deAudit,
  topics: deTopics,
  batches: deBatches,
  channel: { email: 'E-Mail', sms: 'SMS' },
  nav: {
    overview: 'Übersicht',
    compose: 'Schreiben',
    history: 'Verlauf',
    templates: 'Vorlagen',
    suppressions: 'Sperrliste',
    sender: 'Absender',
    webhooks: 'Webhooks',
    audit: 'Änderungen',
  },
  common: {
    colon: ': ',
    cancel: 'Abbrechen',
    close: 'Schließen',
    save: 'Speichern',
    delete: 'Löschen',
    remove: 'Entfernen',
    copy: 'Kopieren',
    copied: 'Kopiert',
    tryAgain: 'Noch einmal versuchen',
    loadMore: 'Mehr laden',
    loadingMore: 'Weitere werden geladen …',
    end: 'Das ist alles.',
    dismiss: 'Hinweis schließen',
  },
  overview: deOverview,
  compose: deCompose,
  many: deMany,
  editor: deEditor,
  signature: deSignature,
  history: deHistory,
  message: deMessage,
  consumer: {
    title: (name) => `Nachrichten an ${name}`,
    embeddedTitle: 'Nachrichten',
    gone: 'Diese Person ist nicht mehr bekannt; die Nachrichten bleiben.',
    write: { email: 'E-Mail schreiben', sms: 'SMS schreiben' },
    channels: { all: 'Alle', email: 'E-Mail', sms: 'SMS' },
    embed: 'In die eigene Seite einbetten',
    embedHint:
      'Diese Adresse zeigt nur die Liste, zum Einsetzen in einen Rahmen neben dem Datensatz der Person.',
  },
  priorities: { usual: 'Wie üblich', high: 'Hoch', normal: 'Normal', low: 'Niedrig' },
  templates: {
    title: { email: 'E-Mail-Vorlagen', sms: 'SMS-Vorlagen' },
    hint: 'Eine Vorlage füllt eine Nachricht aus. Was von Nachricht zu Nachricht wechselt, steht in doppelten Klammern: {{ name }}.',
    add: 'Neue Vorlage',
    empty: 'Noch keine Vorlagen',
    emptyHint: 'Schreiben Sie eine für das, was Sie oft senden.',
    inCode: 'Eingebaut',
    madeHint:
      'Diese Vorlage gehört zum Dienst, der ihren Text aus den angegebenen Werten macht. Sie lässt sich verwenden und ansehen, aber hier nicht ändern.',
    inCodeHint:
      'Diese Vorlage gehört zum Dienst. Sie lässt sich verwenden und ansehen, aber hier nicht ändern.',
    editable: 'Hier geschrieben',
    variables: 'Variablen',
    updated: (at) => `Geändert ${at}`,
    newTitle: 'Neue Vorlage',
    name: 'Name',
    nameHint: 'So erscheint sie in der Liste.',
    subject: 'Betreff',
    text: 'Text',
    html: 'HTML',
    textHint: {
      email: 'Bleibt er leer, wird er aus dem HTML gemacht.',
      sms: 'Der Name Ihrer Website wird davorgesetzt.',
    },
    htmlHint: 'Für eine formatierte Mail. Für eine einfache bleibt es leer.',
    sender: 'Absender',
    topic: 'Thema',
    priority: 'Vorrang',
    priorityHint: 'Was zuerst geht, wenn mehrere Nachrichten warten.',
    liquid:
      'Schreiben Sie {{ name }}, wo ein Wert stehen soll. Auch Bedingungen und Listen gehen, in der Sprache Liquid.',
    previewValues: 'Beispielwerte',
    keepValues: 'Mit der Vorlage behalten',
    screen: 'Breite der Vorschau',
    desk: 'Schreibtisch',
    phone: 'Handy',
    lastUsed: 'Zuletzt verwendet',
    recent: (count, more, days) =>
      `${more ? 'mehr als ' : ''}${one(count, 'Nachricht', 'Nachrichten')} in ${days} Tagen`,
    neverUsed: 'Noch nicht verwendet.',
    unusedSince: (at) => `Nicht verwendet (${at} bis heute); Älteres wurde nicht angesehen.`,
    use: 'Damit schreiben',
    saved: 'Die Vorlage ist gespeichert.',
    deleted: (name) => `Die Vorlage „${name}“ ist gelöscht.`,
    deleteTitle: 'Vorlage löschen?',
    deleteBody: (name) =>
      `„${name}“ lässt sich dann nicht mehr verwenden. Damit gesendete Nachrichten bleiben, wie sie sind.`,
    unsaved: 'Noch nicht gespeichert',
    discard: 'Änderungen verwerfen',
    nameMissing: 'Geben Sie der Vorlage einen Namen.',
    gone: 'Diese Vorlage gibt es nicht',
  },
  findings: deFindings,
  notes: deNotes,
  suppressions: {
    title: { email: 'Gesperrte E-Mail-Adressen', sms: 'Gesperrte Nummern' },
    hint: {
      email:
        'An diese Adressen wird nichts gesendet. Unzustellbarkeit und Beschwerden setzen Adressen von selbst hierher.',
      sms: 'An diese Nummern wird nichts gesendet. Wer mit STOP antwortet, kommt von selbst hierher.',
    },
    address: { email: 'E-Mail-Adresse', sms: 'Telefonnummer' },
    add: { email: 'Adresse hinzufügen', sms: 'Nummer hinzufügen' },
    addButton: 'Hinzufügen',
    topic: 'Thema',
    everything: 'Alles',
    added: (address, topic) =>
      topic === undefined
        ? `An ${address} wird nichts mehr gesendet.`
        : `An ${address} wird nichts mehr zu „${topic}“ gesendet.`,
    known: (address) => `${address} steht schon auf der Liste.`,
    reason: 'Grund',
    export: 'Exportieren',
    importing: deImport,
    history: {
      title: 'Was daran geändert wurde',
      none: 'Niemand hat etwas geändert.',
      hint: 'Was ein Import hinzugefügt hat, steht unter „Durch“.',
    },
    allReasons: 'Alle Gründe',
    reasons: {
      bounced: 'Unzustellbar',
      complained: 'Beschwerde',
      opted_out: 'Abgemeldet',
      manual: 'Von Hand',
    },
    source: 'Durch',
    sources: { provider: 'den Anbieter', recipient: 'den Empfänger', host: 'den Dienst' },
    since: 'Seit',
    list: 'Gesperrte Adressen',
    find: { email: 'E-Mail-Adresse suchen', sms: 'Telefonnummer suchen' },
    findButton: 'Suchen',
    showAll: 'Ganze Liste zeigen',
    notListed: (address) => `${address} steht nicht auf der Liste: Nachrichten gehen dorthin.`,
    unread: {
      email: (typed) => `„${typed}“ ist keine E-Mail-Adresse: Geben Sie die ganze Adresse ein.`,
      sms: (typed) => `„${typed}“ ist keine Telefonnummer: Geben Sie die ganze Nummer ein.`,
    },
    empty: 'Die Liste ist leer',
    emptyHint: 'An jede Adresse kann gesendet werden.',
    noneFit: 'Aus diesem Grund steht nichts auf der Liste',
    noneFitHint: 'Wählen Sie einen anderen Grund, oder zeigen Sie die ganze Liste.',
    removeTitle: 'Wieder an diese Adresse senden?',
    removeBody: (address, topic) =>
      topic === undefined
        ? `${address} wird von der Liste genommen: Nachrichten gehen wieder dorthin.`
        : `${address} wird für „${topic}“ von der Liste genommen: Nachrichten dazu gehen wieder dorthin.`,
    removeWarn:
      'Diese Person wollte keine Nachrichten mehr. Entfernen Sie den Eintrag nur, wenn sie darum gebeten hat.',
    removed: (address, topic) =>
      topic === undefined
        ? `${address} steht nicht mehr auf der Liste.`
        : `${address} steht für „${topic}“ nicht mehr auf der Liste.`,
    removeOf: (address) => `${address} entfernen`,
    missing: { email: 'Geben Sie eine E-Mail-Adresse ein.', sms: 'Geben Sie eine Telefonnummer ein.' },
  },
};
