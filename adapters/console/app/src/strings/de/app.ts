import type { enApp } from '../en/app.ts';

export const deApp: typeof enApp = {
  skip: 'Zum Inhalt springen',
  menu: 'Menü',
  navigation: 'Nachrichten',
  channels: 'Kanal',
  site: 'Website',
  loading: 'Wird geladen …',
  signedInAs: (user) => `Angemeldet als ${user}`,
  settings: 'Anzeige',
  appearance: 'Darstellung',
  appearances: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  languageAuto: 'Wie der Browser',
  live: {
    live: 'Live',
    polling: 'Alle paar Sekunden',
    away: 'Keine Antwort vom Server',
    offline: 'Keine Verbindung',
    signed_out: 'Abgemeldet',
  },
  liveHint: {
    live: 'Änderungen erscheinen von selbst.',
    polling: 'Die Live-Verbindung ist unterbrochen: Die Seite fragt alle paar Sekunden nach Änderungen.',
    away: 'Was Sie sehen, ist vielleicht veraltet. Sobald der Server antwortet, geht es von selbst weiter.',
    offline:
      'Dieses Gerät hat keine Verbindung: Was Sie sehen, ist vielleicht veraltet. Danach geht es von selbst weiter.',
    signed_out:
      'Was Sie sehen, ist vielleicht veraltet. Melden Sie sich wieder an, dann geht es von selbst weiter.',
  },
  safeMode: {
    title: 'Sicherer Modus: nicht alle werden angeschrieben',
    email: {
      held: 'E-Mails werden nicht gesendet',
      redirected: (to) => `E-Mails gehen an ${to} statt an ihre Empfänger`,
    },
    sms: {
      held: 'SMS werden nicht gesendet',
      redirected: (to) => `SMS gehen an ${to} statt an ihre Empfänger`,
    },
    unless: (allowed, more) => `, außer an ${allowed.join(', ')}${more > 0 ? ` und ${more} weitere` : ''}`,
  },
  signIn: 'Anmelden',
  sessionEnded: 'Ihre Sitzung ist abgelaufen',
  sessionEndedHint: 'Melden Sie sich wieder an. Was Sie gerade schreiben, bleibt auf diesem Gerät.',
  notFound: 'Diese Seite gibt es nicht',
  notFoundHint: 'Der Link ist vielleicht alt oder wurde beim Kopieren abgeschnitten.',
  home: 'Zur Übersicht',
  channelOff: { email: 'E-Mail ist nicht eingerichtet', sms: 'SMS ist nicht eingerichtet' },
  channelOffHint: 'Ihr Dienst hat dafür keinen Anbieter. Wer ihn betreibt, kann einen hinzufügen.',
  notAllowed: 'Sie können hier alles ansehen, aber nichts ändern: Ihrem Konto fehlt das Recht dazu.',
  notLoaded: 'Diese Seite ließ sich nicht laden',
  notLoadedHint: 'Ein Teil von ihr fehlt auf dem Server. Die anderen Seiten betrifft das nicht.',
  crashed: 'Die Seite konnte nicht angezeigt werden',
  crashedHint:
    'Es wurde nichts geändert. Laden Sie die Seite neu; hilft das nicht, sagen Sie denen Bescheid, die den Dienst betreiben.',
  reload: 'Neu laden',
};
