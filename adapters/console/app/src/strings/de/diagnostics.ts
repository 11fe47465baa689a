import type { DiagnosticSentences } from '../en/sender.ts';
import { one } from './one.ts';

/** The server's findings in German, from the same parts. */
export const deDiagnostics: Required<DiagnosticSentences> = {
  not_found: (p) =>
    `Unter ${p.name} gibt es keinen passenden ${p.type}-Eintrag: Legen Sie ihn an wie gezeigt; bis eine Änderung zu sehen ist, können 48 Stunden vergehen.`,
  appended_zone: (p) =>
    `Der Eintrag steht unter ${p.found}: Ihr DNS-Anbieter hängt die Domain selbst an, geben Sie als Namen nur „${p.relative}“ ein.`,
  wrong_host: (p) => `Der Eintrag steht unter ${p.found}: Verschieben Sie ihn nach ${p.name}.`,
  parent_level: (p) =>
    `Der Eintrag steht bei ${p.parent}, nicht bei ${p.domain}: Verschieben Sie ihn nach ${p.name}.`,
  stale_cache: (p) =>
    `Ihre Nameserver haben den Eintrag unter ${p.name}; andere sehen vielleicht noch ${waitOf(p.ttl)} den früheren Stand. Sie müssen nur warten.`,
  resolver_failure: (p) =>
    `Ihre Nameserver haben den Eintrag unter ${p.name}, aber Resolver lehnen ihn ab (${p.code}), sodass Empfänger ihn vielleicht nicht sehen: Bitten Sie Ihren DNS-Anbieter, die DNSSEC-Signaturen der Domain zu prüfen.`,
  ns_refused: (p) =>
    `${p.refused} von ${p.asked} Nameservern von ${p.domain} antworten nicht für die Domain: Bitten Sie Ihren DNS-Anbieter, sie in Ordnung zu bringen, oder nehmen Sie sie dort heraus, wo die Domain registriert ist.`,
  ns_disagree: (p) =>
    `${p.wrong} von ${p.asked} gefragten Nameservern haben ${p.name} nicht, wie es sein muss: Warten Sie eine Stunde und bitten Sie dann Ihren DNS-Anbieter, seine Server anzugleichen.`,
  wrong_type: (p) =>
    `${p.name} ist ein ${p.found}-Eintrag: Ersetzen Sie ihn durch einen ${p.type}-Eintrag mit dem gezeigten Wert.`,
  cname_conflict: (p) =>
    `Der CNAME unter ${p.name} (auf ${p.target}) verdeckt dort jeden TXT-Eintrag: Entfernen Sie einen von beiden, beide zusammen gehen nicht.`,
  cname_loop: (p) =>
    `Der CNAME unter ${p.name} (auf ${p.target}) führt zu sich selbst zurück, dort wird nie etwas gefunden: Ersetzen Sie ihn durch den gezeigten Eintrag.`,
  dangling_cname: (p) =>
    `${p.name} zeigt auf ${p.target}, wo kein solcher Eintrag ist: Vergleichen Sie das Ziel Buchstabe für Buchstabe mit dem gezeigten Wert.`,
  quoted: (p) =>
    `Der Wert unter ${p.name} enthält Anführungszeichen oder umgekehrte Schrägstriche: Geben Sie ihn ohne sie ein.`,
  truncated: (p) =>
    `Der Wert unter ${p.name} endet nach ${p.got} von ${p.want} Zeichen: Geben Sie ihn als einen Eintrag ein, geteilt in Stücke von höchstens 255 Zeichen.`,
  whitespace: (p) =>
    `Der Wert unter ${p.name} hat überzählige Leerzeichen oder Umbrüche: Geben Sie ihn in einem Stück ein, genau wie gezeigt.`,
  letter_case: (p) =>
    `Der Wert unter ${p.name} unterscheidet sich vom gezeigten in Groß- und Kleinbuchstaben: Kopieren Sie ihn, statt ihn abzutippen.`,
  duplicate_tag: (p) =>
    `Der Eintrag unter ${p.name} enthält „${p.tag}=“ mehrfach und gilt deshalb nicht: Lassen Sie es einmal stehen, wie gezeigt.`,
  swapped_value: (p) =>
    `Der Wert unter ${p.name} ist der für ${p.belongs}: Geben Sie unter jedem Namen den Wert ein, der dazu gezeigt wird.`,
  old_value: (p) =>
    `Der Wert unter ${p.name} stammt aus einer früheren Einrichtung: Ersetzen Sie ihn durch den gezeigten.`,
  other_value: (p) =>
    `Unter ${p.name} wird „${p.expected}“ erwartet, gefunden wurde „${p.found}“: Geben Sie den gezeigten Wert ein.`,
  duplicate: (p) =>
    `Unter ${p.name} gibt es ${p.count} ${p.type}-Einträge: Lassen Sie nur den mit dem gezeigten Wert stehen.`,
  wildcard: (p) =>
    `Für ${p.name} antwortet ein Platzhalter-Eintrag (*): Legen Sie den ${p.type}-Eintrag unter genau diesem Namen an.`,
  dkim_revoked: (p) =>
    `Der Schlüssel unter ${p.name} ist leer (p=), das widerruft ihn: Geben Sie den ganzen gezeigten Wert ein.`,
  dkim_testing: (p) =>
    `Der Schlüssel unter ${p.name} ist als Test markiert (t=y): Entfernen Sie diesen Teil, damit Empfänger sich darauf verlassen.`,
  dkim_weak: (p) =>
    `Der Schlüssel unter ${p.name} hat nur ${p.bits} Bit: Lassen Sie sich einen mit 2048 geben, kürzeren wird immer weniger vertraut.`,
  dmarc_multiple: (p) =>
    `Unter ${p.name} gibt es ${p.count} DMARC-Einträge, damit gilt keiner: Lassen Sie einen stehen, den strengsten, wo sie sich unterscheiden.`,
  dmarc_no_policy: (p) =>
    `Der DMARC-Eintrag unter ${p.name} hat keine gültige Richtlinie: Er braucht p=none, p=quarantine oder p=reject, je nach Ihrer Entscheidung.`,
  dmarc_as_none: (p) =>
    `Der DMARC-Eintrag unter ${p.name} hat in „${p.tag}=“ keine gültige Richtlinie, Empfänger verfahren wie bei p=none: Schreiben Sie dort none, quarantine oder reject, je nach Ihrer Entscheidung.`,
  dmarc_bad_policy: (p) =>
    `„${p.tag}=${p.found}“ im DMARC-Eintrag unter ${p.name} ist keine gültige Richtlinie, der ganze Eintrag wird nicht beachtet: Schreiben Sie dort none, quarantine oder reject.`,
  dmarc_semicolon: (p) =>
    `Im DMARC-Eintrag unter ${p.name} fehlt ein Semikolon: Setzen Sie eines nach „v=DMARC1“ und nach jedem weiteren Teil.`,
  dmarc_testing: (p) =>
    `Im DMARC-Eintrag ${p.name} steht „t=y“, ein Test: Empfänger behandeln durchgefallene Mails milder, als „p=${p.policy}“ verlangt. Nehmen Sie es heraus, wenn der Test vorbei ist.`,
  dmarc_case: (p) =>
    `Im DMARC-Eintrag unter ${p.name} steht „${p.tag}=“ in Großbuchstaben, das lesen manche Empfänger nicht: Schreiben Sie es klein.`,
  dmarc_not_first: (p) =>
    `Der DMARC-Eintrag unter ${p.name} beginnt nicht genau mit „v=DMARC1“ und wird deshalb nicht beachtet: Setzen Sie das an den Anfang, der Rest kann bleiben.`,
  dmarc_inherited: (p) =>
    `Der DMARC-Eintrag von ${p.parent} (Richtlinie „${p.policy}“) gilt auch für ${p.domain}: Es ist nichts zu tun.`,
  dmarc_ignored_tag: (p) =>
    `Der DMARC-Eintrag unter ${p.name} hat Teile, die Empfänger nicht mehr lesen (${p.tags}): Sie schaden nicht und können weg.`,
  spf_multiple: (p) =>
    `${p.domain} hat ${p.count} SPF-Einträge (v=spf1), damit gilt keiner: Fassen Sie sie zu einem zusammen.`,
  spf_lookups: (p) =>
    `Der SPF-Eintrag von ${p.domain} braucht mehr als 10 DNS-Abfragen, Empfänger geben dann auf: Entfernen Sie Dienste, die Sie nicht mehr nutzen.`,
  spf_syntax: (p) =>
    `Der SPF-Eintrag von ${p.domain} hat einen ungültigen Teil („${p.term}“), damit gilt er nicht: Berichtigen oder entfernen Sie ihn.`,
  spf_include: (p) =>
    `Der SPF-Eintrag von ${p.domain} verweist auf ${p.target}, wo kein gültiger SPF-Eintrag ist, damit gilt er nicht: Entfernen Sie diesen Teil, oder berichtigen Sie den Namen.`,
  spf_void: (p) =>
    `Der SPF-Eintrag von ${p.domain} verweist auf mehr als zwei Namen, die es nicht gibt, Empfänger geben dann auf: Entfernen Sie Dienste, die Sie nicht mehr nutzen.`,
  spf_all: (p) =>
    `Der SPF-Eintrag von ${p.domain} erlaubt jedem Server der Welt, für sie zu senden (+all): Lassen Sie ihn mit ~all oder -all enden.`,
  domain_missing: (p) =>
    `Die Domain ${p.domain} gibt es nicht: Prüfen Sie die Schreibweise, und ob sie noch registriert ist.`,
  lame_delegation: (p) =>
    `Keiner der ${p.asked} gefragten Nameserver antwortet für ${p.domain}: Lassen Sie die Domain dort von Ihrem DNS-Anbieter einrichten, oder tragen Sie die jetzigen Nameserver ein, wo die Domain registriert ist.`,
  domain_servfail: (p) =>
    `Resolver erhalten für ${p.domain} keine gültige Antwort (ESERVFAIL): Bleibt das so, fragen Sie Ihren DNS-Anbieter, ob seine Nameserver für die Domain antworten und ob ihr DNSSEC in Ordnung ist.`,
  dns_failure: (p) =>
    `Die Nameserver haben zu ${p.name} nicht geantwortet (${p.code}): Versuchen Sie es in ein paar Minuten noch einmal; bleibt das so, fragen Sie Ihren DNS-Anbieter.`,
};

function waitOf(ttl: string | number | undefined): string {
  const seconds = Number(ttl ?? 0);
  if (!(seconds > 0)) return 'einige Stunden';
  if (seconds > 5400) return `bis zu ${one(Math.ceil(seconds / 3600), 'Stunde', 'Stunden')}`;
  return `bis zu ${one(Math.ceil(seconds / 60), 'Minute', 'Minuten')}`;
}
