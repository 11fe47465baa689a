import type { DiagnosticSentences } from '../en/sender.ts';
import { one } from './one.ts';

/** The server's findings in Italian, from the same parts. */
export const diagnostics: Required<DiagnosticSentences> = {
  not_found: (p) =>
    `In ${p.name} non c’è un record ${p.type} corrispondente: lo aggiunga come mostrato; una modifica può richiedere fino a 48 ore per essere visibile.`,
  appended_zone: (p) =>
    `Il record si trova in ${p.found}: il provider DNS aggiunge il dominio da solo, quindi inserisca come nome solo “${p.relative}”.`,
  wrong_host: (p) => `Il record si trova in ${p.found}: lo sposti in ${p.name}.`,
  parent_level: (p) => `Il record si trova in ${p.parent}, non in ${p.domain}: lo inserisca in ${p.name}.`,
  stale_cache: (p) =>
    `I Suoi nameserver hanno il record in ${p.name}; altri potrebbero vedere lo stato precedente ${waitOf(p.ttl)}. Basta attendere.`,
  resolver_failure: (p) =>
    `I Suoi nameserver hanno il record in ${p.name}, ma i resolver lo rifiutano (${p.code}), quindi chi riceve potrebbe non vederlo: chieda al provider DNS di controllare le firme DNSSEC del dominio.`,
  ns_refused: (p) =>
    `Nameserver di ${p.domain} che non rispondono per il dominio: ${p.refused} su ${p.asked}. Chieda al provider DNS di sistemarli, oppure li tolga dove il dominio è registrato.`,
  ns_disagree: (p) =>
    `Nameserver che non hanno ${p.name} come dovrebbe essere: ${p.wrong} su ${p.asked} interrogati. Attenda un’ora, poi chieda al provider DNS di allineare i suoi server.`,
  wrong_type: (p) =>
    `${p.name} è un record ${p.found}: lo sostituisca con un record ${p.type} con il valore mostrato.`,
  cname_conflict: (p) =>
    `Il CNAME in ${p.name} (verso ${p.target}) nasconde lì ogni record TXT: rimuova uno dei due, perché non possono avere lo stesso nome.`,
  cname_loop: (p) =>
    `Il CNAME in ${p.name} (verso ${p.target}) rimanda a sé stesso, quindi lì non si trova mai nulla: lo sostituisca con il record mostrato.`,
  dangling_cname: (p) =>
    `${p.name} punta a ${p.target}, dove non c’è un record di questo tipo: confronti la destinazione con il valore mostrato, lettera per lettera.`,
  quoted: (p) => `Il valore in ${p.name} contiene virgolette o barre rovesciate: lo inserisca senza.`,
  truncated: (p) =>
    `Il valore in ${p.name} finisce dopo ${p.got} caratteri su ${p.want}: lo inserisca come un unico record, diviso in parti di al massimo 255 caratteri.`,
  whitespace: (p) =>
    `Il valore in ${p.name} contiene spazi o interruzioni di riga in più: lo inserisca in un’unica parte, esattamente come mostrato.`,
  letter_case: (p) =>
    `Il valore in ${p.name} differisce da quello mostrato per maiuscole e minuscole: lo copi anziché digitarlo.`,
  duplicate_tag: (p) =>
    `Il record in ${p.name} contiene “${p.tag}=” più di una volta e quindi non è valido: lo lasci una volta sola, come mostrato.`,
  swapped_value: (p) =>
    `Il valore in ${p.name} è quello per ${p.belongs}: inserisca per ogni nome il valore mostrato per quel nome.`,
  old_value: (p) =>
    `Il valore in ${p.name} viene da una configurazione precedente: lo sostituisca con quello mostrato.`,
  other_value: (p) =>
    `In ${p.name} è atteso “${p.expected}”, ma è stato trovato “${p.found}”: inserisca il valore mostrato.`,
  duplicate: (p) =>
    `In ${p.name} ci sono ${p.count} record ${p.type}: lasci solo quello con il valore mostrato.`,
  wildcard: (p) =>
    `Per ${p.name} risponde un record jolly (*) anziché un record proprio: aggiunga il record ${p.type} esattamente con questo nome.`,
  dkim_revoked: (p) =>
    `La chiave in ${p.name} è vuota (p=), e questo la revoca: inserisca l’intero valore mostrato.`,
  dkim_testing: (p) =>
    `La chiave in ${p.name} è contrassegnata come prova (t=y): rimuova quella parte, in modo che chi riceve ne tenga conto.`,
  dkim_weak: (p) =>
    `La chiave in ${p.name} ha solo ${p.bits} bit: ne chieda una da 2048 bit, perché quelle più corte sono sempre meno accettate.`,
  dmarc_multiple: (p) =>
    `In ${p.name} ci sono ${p.count} record DMARC, quindi nessuno è valido: ne lasci uno, il più severo dove differiscono.`,
  dmarc_no_policy: (p) =>
    `Il record DMARC in ${p.name} non ha un criterio valido: servono p=none, p=quarantine o p=reject, secondo la Sua decisione.`,
  dmarc_as_none: (p) =>
    `Il record DMARC in ${p.name} non ha un criterio valido in “${p.tag}=”, quindi chi riceve si comporta come con p=none: scriva lì none, quarantine o reject, secondo la Sua decisione.`,
  dmarc_bad_policy: (p) =>
    `“${p.tag}=${p.found}” nel record DMARC in ${p.name} non è un criterio valido, quindi chi riceve ignora l’intero record: scriva lì none, quarantine o reject.`,
  dmarc_semicolon: (p) =>
    `Nel record DMARC in ${p.name} manca un punto e virgola: ne metta uno dopo “v=DMARC1” e dopo ogni parte successiva.`,
  dmarc_testing: (p) =>
    `Il record DMARC in ${p.name} contiene “t=y”, una prova: chi riceve tratta le email che non superano il controllo con meno severità di quanto chieda “p=${p.policy}”. Lo tolga quando la prova è finita.`,
  dmarc_case: (p) =>
    `Il record DMARC in ${p.name} ha “${p.tag}=” in maiuscolo, che non tutti leggono: lo scriva in minuscolo.`,
  dmarc_not_first: (p) =>
    `Il record DMARC in ${p.name} non inizia esattamente con “v=DMARC1”, quindi viene ignorato: lo metta all’inizio e lasci il resto com’è.`,
  dmarc_inherited: (p) =>
    `Il record DMARC di ${p.parent} (criterio “${p.policy}”) vale anche per ${p.domain}: non occorre aggiungere nulla.`,
  dmarc_ignored_tag: (p) =>
    `Il record DMARC in ${p.name} ha parti che non vengono più lette (${p.tags}): non fanno danni e si possono rimuovere.`,
  spf_multiple: (p) =>
    `${p.domain} ha ${p.count} record SPF (v=spf1), quindi nessuno è valido: li unisca in uno solo.`,
  spf_lookups: (p) =>
    `Il record SPF di ${p.domain} richiede più di 10 interrogazioni DNS, quindi chi riceve vi rinuncia: rimuova i servizi che non usa più.`,
  spf_syntax: (p) =>
    `Il record SPF di ${p.domain} ha una parte non valida (“${p.term}”), che lo rende tutto nullo: corregga o rimuova quella parte.`,
  spf_include: (p) =>
    `Il record SPF di ${p.domain} rimanda a ${p.target}, che non ha un record SPF valido, e questo lo rende tutto nullo: rimuova quella parte o ne corregga il nome.`,
  spf_void: (p) =>
    `Il record SPF di ${p.domain} rimanda a più di due nomi che non esistono, quindi chi riceve vi rinuncia: rimuova i servizi che non usa più.`,
  spf_all: (p) =>
    `Il record SPF di ${p.domain} permette a qualsiasi server del mondo di inviare a suo nome (+all): lo faccia terminare con ~all o -all.`,
  domain_missing: (p) =>
    `Il dominio ${p.domain} non esiste: controlli come è scritto e che la registrazione non sia scaduta.`,
  lame_delegation: (p) =>
    `Nessuno dei nameserver interrogati (${p.asked}) risponde per ${p.domain}: faccia configurare lì il dominio dal provider DNS, oppure indichi i server attuali dove il dominio è registrato.`,
  domain_servfail: (p) =>
    `I resolver non ottengono risposte valide per ${p.domain} (ESERVFAIL): se continua, chieda al provider DNS se i suoi nameserver rispondono per il dominio e se il DNSSEC è in ordine.`,
  dns_failure: (p) =>
    `I nameserver non hanno risposto per ${p.name} (${p.code}): riprovi tra qualche minuto e, se continua, si rivolga al provider DNS.`,
};

function waitOf(ttl: string | number | undefined): string {
  const seconds = Number(ttl ?? 0);
  if (!(seconds > 0)) return 'per alcune ore';
  if (seconds > 5400) return `per altre ${Math.ceil(seconds / 3600)} ore al massimo`;
  return `per ${one(Math.ceil(seconds / 60), 'minuto', 'minuti')} al massimo`;
}
