import type { enApp } from '../en/app.ts';

export const app: typeof enApp = {
  skip: 'Naar de inhoud',
  menu: 'Menu',
  navigation: 'Berichten',
  channels: 'Kanaal',
  site: 'Site',
  loading: 'Laden…',
  signedInAs: (user) => `Aangemeld als ${user}`,
  settings: 'Weergave-instellingen',
  appearance: 'Weergave',
  appearances: { auto: 'Zoals het systeem', light: 'Licht', dark: 'Donker' },
  language: 'Taal',
  languageAuto: 'Zoals de browser',
  live: {
    live: 'Live',
    polling: 'Om de paar seconden',
    away: 'Geen antwoord van de server',
    offline: 'Geen verbinding',
    signed_out: 'Afgemeld',
  },
  liveHint: {
    live: 'Wijzigingen verschijnen vanzelf.',
    polling: 'De liveverbinding is onderbroken: de pagina vraagt om de paar seconden naar wijzigingen.',
    away: 'Wat u ziet, is mogelijk niet actueel. De pagina gaat vanzelf verder zodra de server antwoordt.',
    offline:
      'Dit apparaat heeft geen verbinding: wat u ziet, is mogelijk niet actueel. Daarna gaat de pagina vanzelf verder.',
    signed_out:
      'Wat u ziet, is mogelijk niet actueel. Meld u opnieuw aan, dan gaat de pagina vanzelf verder.',
  },
  safeMode: {
    title: 'Veilige modus: niet iedereen wordt aangeschreven',
    email: {
      held: 'E-mails worden niet verzonden',
      redirected: (to) => `E-mails gaan naar ${to} in plaats van naar hun ontvangers`,
    },
    sms: {
      held: 'Sms-berichten worden niet verzonden',
      redirected: (to) => `Sms-berichten gaan naar ${to} in plaats van naar hun ontvangers`,
    },
    unless: (allowed, more) => `, behalve voor ${allowed.join(', ')}${more > 0 ? ` en nog ${more}` : ''}`,
  },
  signIn: 'Aanmelden',
  sessionEnded: 'Uw sessie is verlopen',
  sessionEndedHint:
    'Meld u opnieuw aan om verder te gaan. Wat u aan het schrijven bent, blijft op dit apparaat bewaard.',
  notFound: 'Deze pagina bestaat niet',
  notFoundHint: 'Misschien is de link oud of is hij bij het kopiëren afgebroken.',
  home: 'Naar het overzicht',
  channelOff: { email: 'E-mail is niet ingesteld', sms: 'Sms is niet ingesteld' },
  channelOffHint: 'Uw dienst heeft hiervoor geen provider. De beheerders kunnen er een toevoegen.',
  notAllowed: 'U kunt deze pagina bekijken, maar niets wijzigen: uw account heeft daar geen recht toe.',
  notLoaded: 'Deze pagina kon niet worden geladen',
  notLoadedHint: 'Een deel ervan ontbreekt op de server. De andere pagina’s hebben er geen last van.',
  crashed: 'Deze pagina kon niet worden weergegeven',
  crashedHint:
    'Er is niets gewijzigd. Laad de pagina opnieuw; gebeurt het weer, meld het dan aan de beheerders van de dienst.',
  reload: 'Opnieuw laden',
};
