import type { DiagnosticSentences } from './en-sender.ts';
import { one } from './plural.ts';

/** The server's findings in German, from the same parts. */
export const deDiagnostics: DiagnosticSentences = {
  not_found: (p) =>
    `Unter ${p.name} gibt es keinen passenden ${p.type}-Eintrag: Legen Sie ihn an wie gezeigt; bis eine Änderung zu sehen ist, können 48 Stunden vergehen.`,
  appended_zone: (p) =>
    `Der Eintrag steht unter ${p.found}: Ihr DNS-Anbieter hängt die Domain selbst an, geben Sie als Namen nur „${p.relative}“ ein.`,
  wrong_host: (p) => `Der Eintrag steht unter ${p.found}: Verschieben Sie ihn nach ${p.name}.`,
  parent_level: (p) =>
    `Der Eintrag steht bei ${p.parent}, nicht bei ${p.domain}: Verschieben Sie ihn nach ${p.name}.`,
  stale_cache: (p) =>
    `Ihre Nameserver haben den Eintrag unter ${p.name}; andere sehen vielleicht noch ${waitOf(p.ttl)} den früheren Stand. Sie müssen nur warten.`,
  ns_disagree: (p) =>
    `${p.wrong} von ${p.asked} gefragten Nameservern haben ${p.name} nicht, wie es sein muss: Warten Sie eine Stunde und bitten Sie dann Ihren DNS-Anbieter, seine Server anzugleichen.`,
  wrong_type: (p) =>
    `${p.name} ist ein ${p.found}-Eintrag: Ersetzen Sie ihn durch einen ${p.type}-Eintrag mit dem gezeigten Wert.`,
  cname_conflict: (p) =>
    `Der CNAME unter ${p.name} (auf ${p.target}) verdeckt dort jeden TXT-Eintrag: Entfernen Sie einen von beiden, beide zusammen gehen nicht.`,
  dangling_cname: (p) =>
    `${p.name} zeigt auf ${p.target}, wo kein solcher Eintrag ist: Vergleichen Sie das Ziel Buchstabe für Buchstabe mit dem gezeigten Wert.`,
  quoted: (p) =>
    `Der Wert unter ${p.name} enthält Anführungszeichen oder umgekehrte Schrägstriche: Geben Sie ihn ohne sie ein.`,
  truncated: (p) =>
    `Der Wert unter ${p.name} endet nach ${p.got} von ${p.want} Zeichen: Geben Sie ihn als einen Eintrag ein, geteilt in Stücke von höchstens 255 Zeichen.`,
  whitespace: (p) =>
    `Der Wert unter ${p.name} hat überzählige Leerzeichen oder Umbrüche: Geben Sie ihn in einem Stück ein, genau wie gezeigt.`,
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
  domain_missing: (p) =>
    `Die Domain ${p.domain} gibt es nicht: Prüfen Sie die Schreibweise, und ob sie noch registriert ist.`,
  dns_failure: (p) =>
    `Die Nameserver haben zu ${p.name} nicht geantwortet (${p.code}): Versuchen Sie es in ein paar Minuten noch einmal.`,
};

function waitOf(ttl: string | number | undefined): string {
  const seconds = Number(ttl ?? 0);
  if (!(seconds > 0)) return 'einige Stunden';
  if (seconds > 5400) return `bis zu ${one(Math.ceil(seconds / 3600), 'Stunde', 'Stunden')}`;
  return `bis zu ${one(Math.ceil(seconds / 60), 'Minute', 'Minuten')}`;
}
