import type { enDelivery } from '../en/delivery.ts';
import { one } from './one.ts';

type Details = Readonly<Record<string, unknown>>;

export const delivery: typeof enDelivery = {
  status: {
    scheduled: 'Gepland',
    queued: 'In wachtrij',
    sending: 'Bezig',
    sent: 'Verzonden',
    delivered: 'Bezorgd',
    undelivered: 'Niet bezorgd',
    failed: 'Mislukt',
    suppressed: 'Geblokkeerd',
    canceled: 'Geannuleerd',
    unknown: 'Onzeker',
  },
  statusHint: {
    scheduled: 'Wacht op het gekozen tijdstip.',
    queued: 'Wacht op zijn beurt; het gaat vanzelf uit.',
    sending: 'Wordt op dit moment overgedragen.',
    sent: 'Het ontvangende systeem heeft het aangenomen.',
    delivered: 'Het is aangekomen.',
    undelivered: 'Het is aangenomen en later teruggekomen.',
    failed: 'Het is geweigerd of opgegeven.',
    suppressed:
      'Niet verzonden: het adres staat op de blokkeerlijst, of de dienst heeft het bericht tegengehouden.',
    canceled: 'Ingetrokken voordat het vertrok.',
    unknown: 'Misschien aangenomen, misschien niet; er gebeurt vanzelf niets meer.',
  },
  event: {
    scheduled: 'Gepland',
    queued: 'In wachtrij',
    rescheduled: 'Op een ander tijdstip gezet',
    sending: 'Wordt overgedragen',
    sent: 'Aangenomen door het ontvangende systeem',
    retry: 'Nog niet aangenomen; er volgt een nieuwe poging',
    given_back: 'Terug in de wachtrij',
    lost: 'Het verzendproces is weggevallen',
    unknown: 'Antwoord verloren: misschien aangenomen, misschien niet',
    failed: 'Mislukt',
    suppressed: 'Niet verzonden',
    canceled: 'Geannuleerd',
    requeued: 'Handmatig opnieuw in de wachtrij gezet',
    delivered: 'Bezorgd',
    undelivered: 'Onbestelbaar teruggekomen',
    delayed: 'Vertraagd door het systeem van de ontvanger',
    opened: 'Geopend',
    clicked: 'Er is op een link geklikt',
    complained: 'Als ongewenst gemeld',
    unsubscribed: 'Afgemeld',
  },
  failure: {
    recipient: 'Het adres of nummer bestaat niet of neemt geen berichten aan. Vraag het na bij de persoon.',
    opted_out: 'De persoon heeft gevraagd geen berichten te krijgen.',
    blocked: 'Het systeem van de ontvanger blokkeert onze berichten.',
    content: 'Het systeem van de ontvanger heeft de inhoud van het bericht geweigerd.',
    sender:
      'Het systeem van de ontvanger heeft de afzender geweigerd. Controleer de instellingen van de afzender.',
    configuration:
      'De verbinding met de provider is niet goed ingesteld. Meld het aan de beheerders van de dienst.',
    throttled: 'Het ontvangende systeem meldt dat het te veel berichten in korte tijd krijgt.',
    temporary: 'Het systeem van de ontvanger kon het op dat moment niet aannemen.',
    network: 'Het ontvangende systeem was niet bereikbaar.',
    ambiguous: 'Het antwoord is verloren gegaan: het bericht is misschien aangenomen, misschien niet.',
    expired: 'De tijd was om voordat het kon worden verzonden.',
    lost: 'Het verzendproces is weggevallen: het bericht is misschien aangenomen, misschien niet.',
    transport_fault:
      'Er is een storing in de verbinding met de provider. Meld het aan de beheerders van de dienst.',
  },
  failureName: {
    recipient: 'Ontvanger niet bereikbaar',
    opted_out: 'Afgemeld',
    blocked: 'Geblokkeerd door het ontvangende systeem',
    content: 'Inhoud geweigerd',
    sender: 'Afzender geweigerd',
    configuration: 'Verkeerd ingesteld',
    throttled: 'Te veel berichten',
    temporary: 'Tijdelijk geweigerd',
    network: 'Niet bereikt',
    ambiguous: 'Antwoord verloren',
    expired: 'Verlopen',
    lost: 'Proces weggevallen',
    transport_fault: 'Storing in de verbinding',
  },
  errors: {
    network: () => 'De server is niet bereikbaar. Controleer de verbinding en probeer het opnieuw.',
    bad_answer: () => 'Het antwoord van de server was niet te lezen. Probeer het opnieuw.',
    unauthorized: () => 'U bent niet meer aangemeld. Meld u aan en laad de pagina opnieuw.',
    forbidden: () => 'Uw account heeft daar geen recht toe.',
    csrf_invalid: () => 'De sessie is verlopen. Laad de pagina opnieuw.',
    too_many_requests: () => 'Dat waren veel verzoeken in korte tijd. Wacht even.',
    body_too_large: () => 'Dit is te groot om te verzenden.',
    internal: () => 'Er is iets misgegaan op de server. Probeer het opnieuw.',
    closing: () => 'De dienst wordt net afgesloten. Probeer het zo dadelijk opnieuw.',
    invalid_request: () => 'Deze waarde klopt niet.',
    invalid_message: ({ field }) =>
      field === 'subject'
        ? 'Controleer het onderwerp.'
        : field === 'text'
          ? 'Controleer de tekst.'
          : 'Controleer het bericht.',
    invalid_address: () => 'Dit is geen e-mailadres waaraan u kunt verzenden.',
    invalid_phone: () => 'Dit is geen geldig telefoonnummer.',
    invalid_time: () =>
      'Dit tijdstip kan niet: het moet in de toekomst liggen, en hoogstens een jaar vooruit.',
    invalid_argument: () => 'Deze waarde klopt niet.',
    consumer_not_found: () => 'Deze persoon is niet meer bekend.',
    consumer_unreachable: () => 'Deze persoon heeft geen adres voor dit kanaal.',
    sender_not_ready: () => 'De afzender is nog niet volledig ingesteld.',
    sender_not_found: () => 'Er is nog geen afzender.',
    sender_exists: () => 'Er is al een afzender. Laad de pagina opnieuw.',
    sender_refused: refused,
    conflict: () => 'Iemand anders heeft dit tegelijkertijd gewijzigd. Kijk het nog eens na.',
    unsupported: () => 'Dat kan de provider niet.',
    sender_provider_failed: () => 'De provider heeft geweigerd of was niet bereikbaar.',
    code_malformed: () => 'De code heeft zes cijfers.',
    code_wrong: ({ attemptsLeft }) =>
      typeof attemptsLeft === 'number' && attemptsLeft > 0
        ? `Dit is niet de code die we hebben gestuurd. Nog ${one(attemptsLeft, 'poging', 'pogingen')}.`
        : 'Dit is niet de code die we hebben gestuurd, en het was de laatste poging: vraag een nieuwe aan.',
    code_expired: () => 'De code is verlopen of al gebruikt. Vraag een nieuwe aan.',
    message_not_found: () => 'Dit bericht is hier niet.',
    illegal_status: () => 'De status is intussen veranderd; dit kan nu niet meer.',
    message_erased: () => 'De inhoud van dit bericht is gewist. Schrijf een nieuw bericht.',
    message_confidential: () =>
      'De inhoud van dit bericht is vertrouwelijk en gaat niet nog een keer uit. Schrijf een nieuw bericht.',
    message_expired: () => 'De termijn van dit bericht is verlopen. Schrijf een nieuw bericht.',
    idempotency_conflict: () => 'Dit bericht is al verzonden, met andere inhoud. Kijk in de geschiedenis.',
    template_not_found: () => 'Dit sjabloon bestaat niet meer.',
    template_version_not_found: () => 'Deze versie van het sjabloon wordt niet meer bewaard.',
    template_invalid: () => 'Het sjabloon is niet goed geschreven: controleer de accolades en voorwaarden.',
    template_data_invalid: ({ variables }) =>
      `Het sjabloon heeft een passende waarde nodig voor: ${Array.isArray(variables) ? variables.join(', ') : '?'}.`,
    batch_not_found: () => 'Van deze bulkverzending is hier geen bericht.',
    template_in_use: ({ usedBy }) =>
      `Dit wordt gebruikt door andere sjablonen, die dan niet meer zouden werken: ${namesIn(usedBy)}. Wijzig die eerst.`,
    channel_unavailable: () => 'Dit kanaal is niet ingesteld.',
  },
  errorTitle: 'Dat is niet gelukt',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: Details): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'De naam van de afzender moet 1 tot 70 tekens hebben.',
    name_characters: 'De naam moet op één regel staan, zonder < > " en \\.',
    name_at: 'De naam mag geen @ bevatten: hij zou op een ander adres lijken.',
    free_mail:
      'Vanaf dit domein kan alleen de beheerder ervan verzenden: gebruik een adres op uw eigen domein.',
    disposable: 'Dit is een wegwerpadres: gebruik een adres op uw eigen domein.',
    null_mx: 'Dit domein neemt geen e-mail aan: de code zou er niet aankomen.',
    no_mail_host: 'Dit domein heeft geen mailserver. Is het goed gespeld?',
    sms_sender:
      'Uw provider accepteert deze afzender niet. Een naam heeft 1 tot 11 letters (A–Z), cijfers en spaties, met minstens één letter; een nummer begint met het landnummer, bijvoorbeeld +31 6 12345678.',
  };
  return sentences[String(reason)] ?? 'Deze afzender kan niet. Controleer naam en adres.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((user) => `‘${String(Reflect.get(Object(user), 'name'))}’`).join(', ');
}
