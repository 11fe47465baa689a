import type { ErrorDetails, ErrorWords } from '../error-words.ts';
import { one } from './one.ts';

const gone = () => 'Dat is hier niet. Laad de pagina opnieuw.';
const broken = () => 'De dienst is niet goed ingesteld. Meld het aan de beheerders.';
const old = () => 'Het verzoek was niet te lezen. Laad de pagina opnieuw.';

/** By the codes of the API: what can be refused, and why. */
export const errors: ErrorWords = {
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
  invalid_time: () => 'Dit tijdstip kan niet: het moet in de toekomst liggen, en hoogstens een jaar vooruit.',
  invalid_argument: () => 'Deze waarde klopt niet.',
  consumer_not_found: () => 'Deze persoon is niet meer bekend.',
  consumer_unreachable: () => 'Deze persoon heeft geen adres voor dit kanaal.',
  sender_not_ready: () => 'De afzender is nog niet volledig ingesteld.',
  sender_not_found: () => 'Er is nog geen afzender.',
  sender_exists: () => 'Er is al een afzender. Laad de pagina opnieuw.',
  sender_refused: refused,
  conflict: ({ most }) =>
    typeof most === 'number'
      ? `Er kunnen er niet meer dan ${most} zijn: verwijder er eerst een.`
      : 'Iemand anders heeft dit tegelijkertijd gewijzigd. Kijk het nog eens na.',
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
  invalid_cursor: () => 'Hier kan het niet verder. Laad de pagina opnieuw.',
  code_too_soon: () => 'Er kan nog geen nieuwe code worden verzonden. Wacht even.',
  webhook_not_found: () => 'Deze webhook bestaat niet meer.',
  template_too_expensive: () => 'Het sjabloon kost te veel tijd of geheugen: maak het eenvoudiger.',
  template_exists: () => 'Er is al een sjabloon met deze id: wijzig dat, of kies een andere.',
  no_own_address: () => 'Bij uw account hoort geen e-mailadres waar een test naartoe kan.',
  no_such_file: () => 'Dit bestand zit niet bij het bericht.',
  no_html: () => 'Dit bericht heeft geen opgemaakte versie.',
  no_such_route: gone,
  no_such_site: gone,
  unknown_site: gone,
  invalid_config: broken,
  transactions_unsupported: broken,
  transport_misconfigured: broken,
  secret_changed: broken,
  storage_not_ready: broken,
  transport_unavailable: () => 'De provider is nu niet bereikbaar. Probeer het zo dadelijk opnieuw.',
  malformed_json: old,
  method_not_allowed: old,
  unsupported_media_type: old,
  foreign_origin: old,
  too_many_streams: () => 'Er zijn te veel vensters van deze console open. Sluit er een.',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: ErrorDetails): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'De naam van de afzender moet 1 tot 70 tekens hebben.',
    name_characters: 'De naam moet op één regel staan, zonder < > " en \\.',
    name_at: 'De naam mag geen @ bevatten: hij zou op een ander adres lijken.',
    free_mail:
      'Vanaf dit domein kan alleen de beheerder ervan verzenden: gebruik een adres op uw eigen domein.',
    disposable: 'Dit is een wegwerpadres: gebruik een adres op uw eigen domein.',
    null_mx: 'Dit domein neemt geen e-mail aan: de code zou er niet aankomen.',
    no_mail_host: 'Dit domein heeft geen mailserver. Is het goed gespeld?',
    too_many: 'Er kunnen niet meer afzenders zijn: verwijder er eerst een.',
    provider: 'De provider heeft deze afzender geweigerd.',
    sms_sender:
      'Uw provider accepteert deze afzender niet. Een naam heeft 1 tot 11 letters (A–Z), cijfers en spaties, met minstens één letter; een nummer begint met het landnummer, bijvoorbeeld +31 6 12345678.',
  };
  return sentences[String(reason)] ?? 'Deze afzender kan niet. Controleer naam en adres.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((user) => `‘${String(Reflect.get(Object(user), 'name'))}’`).join(', ');
}
