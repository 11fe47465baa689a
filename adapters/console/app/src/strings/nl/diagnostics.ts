import type { DiagnosticSentences } from '../en/sender.ts';
import { one } from './one.ts';

/** The server's findings in Dutch, from the same parts. */
export const diagnostics: Required<DiagnosticSentences> = {
  not_found: (p) =>
    `Op ${p.name} staat geen passend ${p.type}-record: voeg het toe zoals getoond; het kan 48 uur duren voordat een wijziging zichtbaar is.`,
  appended_zone: (p) =>
    `Het record staat op ${p.found}: uw DNS-provider voegt het domein zelf toe, dus voer als naam alleen ‘${p.relative}’ in.`,
  wrong_host: (p) => `Het record staat op ${p.found}: verplaats het naar ${p.name}.`,
  parent_level: (p) => `Het record staat op ${p.parent}, niet op ${p.domain}: voer het in op ${p.name}.`,
  stale_cache: (p) =>
    `Uw nameservers hebben het record op ${p.name}; andere zien mogelijk nog ${waitOf(p.ttl)} de eerdere toestand. U hoeft alleen maar te wachten.`,
  resolver_failure: (p) =>
    `Uw nameservers hebben het record op ${p.name}, maar resolvers weigeren het (${p.code}), zodat ontvangers het misschien niet zien: vraag uw DNS-provider de DNSSEC-handtekeningen van het domein te controleren.`,
  ns_refused: (p) =>
    `Nameservers van ${p.domain} die niet voor het domein antwoorden: ${p.refused} van ${p.asked}. Vraag uw DNS-provider ze in orde te maken, of haal ze weg waar het domein is geregistreerd.`,
  ns_disagree: (p) =>
    `Bevraagde nameservers die ${p.name} niet hebben zoals het moet: ${p.wrong} van ${p.asked}. Wacht een uur en vraag uw DNS-provider dan zijn servers gelijk te zetten.`,
  wrong_type: (p) =>
    `${p.name} is een ${p.found}-record: vervang het door een ${p.type}-record met de getoonde waarde.`,
  cname_conflict: (p) =>
    `De CNAME op ${p.name} (naar ${p.target}) verbergt daar elk TXT-record: verwijder een van de twee, want ze kunnen niet dezelfde naam hebben.`,
  cname_loop: (p) =>
    `De CNAME op ${p.name} (naar ${p.target}) leidt naar zichzelf terug, dus daar wordt nooit iets gevonden: vervang hem door het getoonde record.`,
  dangling_cname: (p) =>
    `${p.name} verwijst naar ${p.target}, waar zo’n record niet bestaat: vergelijk het doel letter voor letter met de getoonde waarde.`,
  quoted: (p) =>
    `De waarde op ${p.name} bevat aanhalingstekens of backslashes: voer de waarde zonder die tekens in.`,
  truncated: (p) =>
    `De waarde op ${p.name} eindigt na ${p.got} van de ${p.want} tekens: voer die in als één record, verdeeld in stukken van hoogstens 255 tekens.`,
  whitespace: (p) =>
    `De waarde op ${p.name} heeft extra spaties of regeleinden: voer die in één stuk in, precies zoals getoond.`,
  letter_case: (p) =>
    `De waarde op ${p.name} verschilt van de getoonde in hoofdletters en kleine letters: kopieer de waarde in plaats van die over te typen.`,
  duplicate_tag: (p) =>
    `Het record op ${p.name} bevat ‘${p.tag}=’ meer dan één keer en is daardoor ongeldig: laat het één keer staan, zoals getoond.`,
  swapped_value: (p) =>
    `De waarde op ${p.name} is die voor ${p.belongs}: voer bij elke naam de waarde in die daarvoor wordt getoond.`,
  old_value: (p) =>
    `De waarde op ${p.name} komt van een eerdere instelling: vervang die door de getoonde waarde.`,
  other_value: (p) =>
    `Op ${p.name} wordt ‘${p.expected}’ verwacht, maar ‘${p.found}’ gevonden: voer de getoonde waarde in.`,
  duplicate: (p) =>
    `Op ${p.name} staan ${p.count} ${p.type}-records: laat alleen het record met de getoonde waarde staan.`,
  wildcard: (p) =>
    `Voor ${p.name} antwoordt een jokerrecord (*) in plaats van een eigen record: voeg het ${p.type}-record onder precies deze naam toe.`,
  dkim_revoked: (p) =>
    `De sleutel op ${p.name} is leeg (p=) en daarmee ingetrokken: voer de volledige getoonde waarde in.`,
  dkim_testing: (p) =>
    `De sleutel op ${p.name} is gemarkeerd als test (t=y): verwijder dat deel, zodat ontvangers erop vertrouwen.`,
  dkim_weak: (p) =>
    `De sleutel op ${p.name} heeft maar ${p.bits} bits: vraag om een sleutel van 2048 bits, want kortere worden steeds minder vertrouwd.`,
  dmarc_multiple: (p) =>
    `Op ${p.name} staan ${p.count} DMARC-records, waardoor geen ervan geldt: laat er één staan, het strengste waar ze verschillen.`,
  dmarc_no_policy: (p) =>
    `Het DMARC-record op ${p.name} heeft geen geldig beleid: het heeft p=none, p=quarantine of p=reject nodig, afhankelijk van wat u hebt besloten.`,
  dmarc_as_none: (p) =>
    `Het DMARC-record op ${p.name} heeft geen geldig beleid in ‘${p.tag}=’, dus ontvangers handelen alsof er p=none stond: schrijf daar none, quarantine of reject, afhankelijk van wat u hebt besloten.`,
  dmarc_bad_policy: (p) =>
    `‘${p.tag}=${p.found}’ in het DMARC-record op ${p.name} is geen geldig beleid, dus ontvangers negeren het hele record: schrijf daar none, quarantine of reject.`,
  dmarc_semicolon: (p) =>
    `In het DMARC-record op ${p.name} ontbreekt een puntkomma: zet er een na ‘v=DMARC1’ en na elk volgend deel.`,
  dmarc_testing: (p) =>
    `In het DMARC-record op ${p.name} staat ‘t=y’, een test: ontvangers behandelen e-mails die niet slagen minder streng dan ‘p=${p.policy}’ vraagt. Haal het weg als de test voorbij is.`,
  dmarc_case: (p) =>
    `In het DMARC-record op ${p.name} staat ‘${p.tag}=’ in hoofdletters, wat sommige ontvangers niet lezen: schrijf het in kleine letters.`,
  dmarc_not_first: (p) =>
    `Het DMARC-record op ${p.name} begint niet met precies ‘v=DMARC1’ en wordt daarom genegeerd: zet dat vooraan en laat de rest zoals die is.`,
  dmarc_inherited: (p) =>
    `Het DMARC-record van ${p.parent} (beleid ‘${p.policy}’) geldt ook voor ${p.domain}: u hoeft niets toe te voegen.`,
  dmarc_ignored_tag: (p) =>
    `Het DMARC-record op ${p.name} heeft delen die ontvangers niet meer lezen (${p.tags}): ze doen geen kwaad en kunnen weg.`,
  spf_multiple: (p) =>
    `${p.domain} heeft ${p.count} SPF-records (v=spf1), waardoor geen ervan geldt: voeg ze samen tot één.`,
  spf_lookups: (p) =>
    `Het SPF-record van ${p.domain} heeft meer dan 10 DNS-opvragingen nodig, waarna ontvangers het opgeven: verwijder diensten die u niet meer gebruikt.`,
  spf_syntax: (p) =>
    `Het SPF-record van ${p.domain} heeft een ongeldig deel (‘${p.term}’), waardoor het hele record niet geldt: verbeter of verwijder dat deel.`,
  spf_include: (p) =>
    `Het SPF-record van ${p.domain} verwijst naar ${p.target}, dat zelf geen geldig SPF-record heeft, waardoor het hele record niet geldt: verwijder dat deel of verbeter de naam.`,
  spf_void: (p) =>
    `Het SPF-record van ${p.domain} verwijst naar meer dan twee namen die niet bestaan, waarna ontvangers het opgeven: verwijder diensten die u niet meer gebruikt.`,
  spf_all: (p) =>
    `Het SPF-record van ${p.domain} laat elke server ter wereld namens dit domein verzenden (+all): laat het eindigen op ~all of -all.`,
  domain_missing: (p) =>
    `Het domein ${p.domain} bestaat niet: controleer de spelling, en of de registratie niet is verlopen.`,
  lame_delegation: (p) =>
    `Geen van de bevraagde nameservers (${p.asked}) antwoordt voor ${p.domain}: laat uw DNS-provider het domein daar instellen, of vul de huidige nameservers in waar het domein is geregistreerd.`,
  domain_servfail: (p) =>
    `Resolvers krijgen voor ${p.domain} geen geldig antwoord (ESERVFAIL): blijft dat zo, vraag uw DNS-provider dan of zijn nameservers voor het domein antwoorden en of de DNSSEC in orde is.`,
  dns_failure: (p) =>
    `De nameservers hebben niet geantwoord voor ${p.name} (${p.code}): probeer het over een paar minuten opnieuw en vraag uw DNS-provider als het zo blijft.`,
};

function waitOf(ttl: string | number | undefined): string {
  const seconds = Number(ttl ?? 0);
  if (!(seconds > 0)) return 'enkele uren';
  if (seconds > 5400) return `hoogstens ${one(Math.ceil(seconds / 3600), 'uur', 'uur')}`;
  return `hoogstens ${one(Math.ceil(seconds / 60), 'minuut', 'minuten')}`;
}
