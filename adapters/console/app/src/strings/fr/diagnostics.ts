import type { DiagnosticSentences } from '../en/sender.ts';
import { one } from './one.ts';

/** The server's findings in French, from the same parts. */
export const frDiagnostics: Required<DiagnosticSentences> = {
  not_found: (p) =>
    `Aucun enregistrement ${p.type} correspondant n’existe à ${p.name} : ajoutez-le comme indiqué ; un changement peut mettre jusqu’à 48 heures à devenir visible.`,
  appended_zone: (p) =>
    `L’enregistrement se trouve à ${p.found} : votre hébergeur DNS ajoute lui-même le domaine, saisissez donc seulement « ${p.relative} » comme nom.`,
  wrong_host: (p) => `L’enregistrement se trouve à ${p.found} : déplacez-le à ${p.name}.`,
  parent_level: (p) =>
    `L’enregistrement se trouve sur ${p.parent}, et non sur ${p.domain} : déplacez-le à ${p.name}.`,
  stale_cache: (p) =>
    `Vos serveurs de noms ont l’enregistrement à ${p.name} ; d’autres voient peut-être encore son état antérieur, pendant ${waitOf(p.ttl)}. Il suffit d’attendre.`,
  resolver_failure: (p) =>
    `Vos serveurs de noms ont l’enregistrement à ${p.name}, mais des résolveurs le refusent (${p.code}), si bien que les destinataires ne le voient peut-être pas : demandez à votre hébergeur DNS de vérifier les signatures DNSSEC du domaine.`,
  ns_refused: (p) =>
    `Serveurs de noms de ${p.domain} qui ne répondent pas pour ce domaine : ${p.refused} sur ${p.asked}. Demandez à votre hébergeur DNS de les réparer, ou retirez-les là où le domaine est enregistré.`,
  ns_disagree: (p) =>
    `Serveurs de noms interrogés qui n’ont pas ${p.name} comme il le faut : ${p.wrong} sur ${p.asked}. Attendez une heure, puis demandez à votre hébergeur DNS d’harmoniser ses serveurs.`,
  wrong_type: (p) =>
    `${p.name} est un enregistrement ${p.found} : remplacez-le par un enregistrement ${p.type} avec la valeur indiquée.`,
  cname_conflict: (p) =>
    `Le CNAME à ${p.name} (vers ${p.target}) y masque tout enregistrement TXT : supprimez l’un des deux, car ils ne peuvent pas partager un nom.`,
  cname_loop: (p) =>
    `Le CNAME à ${p.name} (vers ${p.target}) ramène à lui-même, si bien qu’on n’y trouve jamais rien : remplacez-le par l’enregistrement indiqué.`,
  dangling_cname: (p) =>
    `${p.name} pointe vers ${p.target}, où cet enregistrement n’existe pas : comparez la cible avec la valeur indiquée, lettre par lettre.`,
  quoted: (p) =>
    `La valeur à ${p.name} contient des guillemets ou des barres obliques inverses : saisissez-la sans eux.`,
  truncated: (p) =>
    `La valeur à ${p.name} s’arrête après ${p.got} caractères sur ${p.want} : saisissez-la comme un seul enregistrement, divisé en morceaux de 255 caractères au plus.`,
  whitespace: (p) =>
    `La valeur à ${p.name} contient des espaces ou des retours à la ligne en trop : saisissez-la d’un seul tenant, exactement comme indiqué.`,
  letter_case: (p) =>
    `La valeur à ${p.name} diffère de celle indiquée par ses majuscules et ses minuscules : copiez-la au lieu de la saisir.`,
  duplicate_tag: (p) =>
    `L’enregistrement à ${p.name} contient « ${p.tag}= » plusieurs fois, ce qui l’invalide : ne le gardez qu’une fois, comme indiqué.`,
  swapped_value: (p) =>
    `La valeur à ${p.name} est celle prévue pour ${p.belongs} : saisissez à chaque nom la valeur indiquée pour celui-ci.`,
  old_value: (p) =>
    `La valeur à ${p.name} provient d’une configuration antérieure : remplacez-la par la valeur indiquée.`,
  other_value: (p) =>
    `À ${p.name}, la valeur attendue est « ${p.expected} », mais « ${p.found} » a été trouvé : saisissez la valeur indiquée.`,
  duplicate: (p) =>
    `Il y a ${p.count} enregistrements ${p.type} à ${p.name} : ne gardez que celui qui a la valeur indiquée.`,
  wildcard: (p) =>
    `Un enregistrement générique (*) répond pour ${p.name} : ajoutez l’enregistrement ${p.type} à ce nom exact.`,
  dkim_revoked: (p) =>
    `La clé à ${p.name} est vide (p=), ce qui la révoque : saisissez la valeur complète indiquée.`,
  dkim_testing: (p) =>
    `La clé à ${p.name} est marquée comme un test (t=y) : supprimez cette partie, pour que les destinataires s’y fient.`,
  dkim_weak: (p) =>
    `La clé à ${p.name} n’a que ${p.bits} bits : demandez une clé de 2048 bits, car les destinataires se fient de moins en moins aux clés plus courtes.`,
  dmarc_multiple: (p) =>
    `Il y a ${p.count} enregistrements DMARC à ${p.name}, ce qui les invalide tous : gardez-en un, le plus strict s’ils diffèrent.`,
  dmarc_no_policy: (p) =>
    `L’enregistrement DMARC à ${p.name} n’a pas de politique valide : il lui faut p=none, p=quarantine ou p=reject, selon votre décision.`,
  dmarc_as_none: (p) =>
    `L’enregistrement DMARC à ${p.name} n’a pas de politique valide dans « ${p.tag}= », et les destinataires le traitent comme p=none : écrivez-y none, quarantine ou reject, selon votre décision.`,
  dmarc_bad_policy: (p) =>
    `« ${p.tag}=${p.found} » dans l’enregistrement DMARC à ${p.name} n’est pas une politique valide, et les destinataires ignorent l’enregistrement entier : écrivez-y none, quarantine ou reject.`,
  dmarc_semicolon: (p) =>
    `Il manque un point-virgule dans l’enregistrement DMARC à ${p.name} : placez-en un après « v=DMARC1 » et après chaque partie qui suit.`,
  dmarc_testing: (p) =>
    `L’enregistrement DMARC à ${p.name} contient « t=y », un test : les destinataires traitent les e-mails non conformes moins strictement que « p=${p.policy} » ne le demande. Supprimez cette partie une fois le test terminé.`,
  dmarc_case: (p) =>
    `L’enregistrement DMARC à ${p.name} contient « ${p.tag}= » en majuscules, ce que certains destinataires ne lisent pas : écrivez-le en minuscules.`,
  dmarc_not_first: (p) =>
    `L’enregistrement DMARC à ${p.name} ne commence pas exactement par « v=DMARC1 » et est donc ignoré : mettez cela au début et laissez le reste tel quel.`,
  dmarc_inherited: (p) =>
    `L’enregistrement DMARC de ${p.parent} (politique « ${p.policy} ») couvre aussi ${p.domain} : il n’y a rien à ajouter.`,
  dmarc_ignored_tag: (p) =>
    `L’enregistrement DMARC à ${p.name} contient des parties que les destinataires ne lisent plus (${p.tags}) : elles ne gênent pas et peuvent être supprimées.`,
  spf_multiple: (p) =>
    `${p.domain} a ${p.count} enregistrements SPF (v=spf1), ce qui les invalide tous : regroupez-les en un seul.`,
  spf_lookups: (p) =>
    `L’enregistrement SPF de ${p.domain} exige plus de 10 requêtes DNS, et les destinataires y renoncent : retirez les services que vous n’utilisez plus.`,
  spf_syntax: (p) =>
    `L’enregistrement SPF de ${p.domain} contient une partie non valide (« ${p.term} »), ce qui l’invalide entièrement : corrigez ou supprimez cette partie.`,
  spf_include: (p) =>
    `L’enregistrement SPF de ${p.domain} renvoie à ${p.target}, où il n’y a pas d’enregistrement SPF valide, ce qui l’invalide entièrement : supprimez cette partie, ou corrigez le nom.`,
  spf_void: (p) =>
    `L’enregistrement SPF de ${p.domain} renvoie à plus de deux noms qui n’existent pas, et les destinataires y renoncent : retirez les services que vous n’utilisez plus.`,
  spf_all: (p) =>
    `L’enregistrement SPF de ${p.domain} autorise n’importe quel serveur à envoyer en son nom (+all) : terminez-le par ~all ou -all.`,
  domain_missing: (p) =>
    `Le domaine ${p.domain} n’existe pas : vérifiez son orthographe, et s’il est toujours enregistré.`,
  lame_delegation: (p) =>
    `Aucun serveur de noms ne répond pour ${p.domain} (serveurs interrogés : ${p.asked}). Demandez à votre hébergeur DNS d’y configurer le domaine, ou indiquez les serveurs de noms actuels là où le domaine est enregistré.`,
  domain_servfail: (p) =>
    `Les résolveurs n’obtiennent pas de réponse valide pour ${p.domain} (ESERVFAIL) : si cela persiste, demandez à votre hébergeur DNS si ses serveurs de noms répondent pour le domaine et si son DNSSEC est en ordre.`,
  dns_failure: (p) =>
    `Les serveurs de noms n’ont pas répondu pour ${p.name} (${p.code}) : réessayez dans quelques minutes ; si cela persiste, adressez-vous à votre hébergeur DNS.`,
};

function waitOf(ttl: string | number | undefined): string {
  const seconds = Number(ttl ?? 0);
  if (!(seconds > 0)) return 'quelques heures';
  if (seconds > 5400) return `au plus ${one(Math.ceil(seconds / 3600), 'heure', 'heures')}`;
  return `au plus ${one(Math.ceil(seconds / 60), 'minute', 'minutes')}`;
}
