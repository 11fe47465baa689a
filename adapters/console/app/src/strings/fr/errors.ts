import type { ErrorDetails, ErrorWords } from '../error-words.ts';
import { one } from './one.ts';

const gone = () => 'Cela ne se trouve pas ici. Actualisez la page.';
const broken = () => 'Le service n’est pas configuré correctement. Prévenez les personnes qui le gèrent.';
const old = () => 'La demande est illisible. Actualisez la page.';

/** By the codes of the API: what can be refused, and why. */
export const frErrors: ErrorWords = {
  network: () => 'Le serveur est injoignable. Vérifiez la connexion et réessayez.',
  bad_answer: () => 'La réponse du serveur est illisible. Réessayez.',
  unauthorized: () => 'Votre session est fermée. Reconnectez-vous et actualisez la page.',
  forbidden: () => 'Votre compte ne dispose pas des droits nécessaires.',
  csrf_invalid: () => 'La session a expiré. Actualisez la page.',
  too_many_requests: () => 'Trop de demandes en peu de temps. Patientez un instant.',
  body_too_large: () => 'C’est trop volumineux pour être envoyé.',
  internal: () => 'Une erreur s’est produite sur le serveur. Réessayez.',
  closing: () => 'Le service est en cours d’arrêt. Réessayez dans un instant.',
  invalid_request: () => 'Cette valeur ne convient pas.',
  invalid_message: ({ field }) =>
    field === 'subject'
      ? 'Vérifiez l’objet.'
      : field === 'text'
        ? 'Vérifiez le texte.'
        : 'Vérifiez le message.',
  invalid_address: () => 'Ce n’est pas une adresse e-mail à laquelle on peut écrire.',
  invalid_phone: () => 'Ce n’est pas un numéro de téléphone valide.',
  invalid_time: () =>
    'Cette date n’est pas possible : elle doit se situer dans le futur, d’ici à un an au plus tard.',
  invalid_argument: () => 'Cette valeur ne convient pas.',
  consumer_not_found: () => 'Cette personne n’est plus connue.',
  consumer_unreachable: () => 'Cette personne n’a pas d’adresse pour ce canal.',
  sender_not_ready: () => 'La configuration de l’expéditeur n’est pas terminée.',
  sender_not_found: () => 'Il n’y a pas encore d’expéditeur.',
  sender_exists: () => 'Il y a déjà un expéditeur. Actualisez la page.',
  sender_refused: refused,
  conflict: ({ most }) =>
    typeof most === 'number'
      ? `Il ne peut pas y en avoir plus de ${most} : supprimez-en d’abord un.`
      : 'Quelqu’un d’autre a fait une modification au même moment. Vérifiez de nouveau.',
  unsupported: () => 'Le fournisseur ne le permet pas.',
  sender_provider_failed: () => 'Le fournisseur a refusé ou était injoignable.',
  code_malformed: () => 'Le code comporte six chiffres.',
  code_wrong: ({ attemptsLeft }) =>
    typeof attemptsLeft === 'number' && attemptsLeft > 0
      ? `Ce n’est pas le code que nous avons envoyé. Encore ${one(attemptsLeft, 'essai', 'essais')}.`
      : 'Ce n’est pas le code que nous avons envoyé, et c’était le dernier essai : demandez-en un nouveau.',
  code_expired: () => 'Le code a expiré ou n’est plus valable. Demandez-en un nouveau.',
  message_not_found: () => 'Ce message ne se trouve pas ici.',
  illegal_status: () => 'Le statut a changé entre-temps : ce n’est plus possible.',
  message_erased: () => 'Le contenu de ce message a été effacé. Écrivez-en un nouveau.',
  message_confidential: () =>
    'Le contenu de ce message est confidentiel et ne peut pas être envoyé une seconde fois. Écrivez-en un nouveau.',
  message_expired: () => 'Le délai de ce message est dépassé. Écrivez-en un nouveau.',
  idempotency_conflict: () => 'Ce message a déjà été envoyé, avec un autre contenu. Consultez l’historique.',
  batch_not_found: () => 'Aucun message de cet envoi groupé ne se trouve ici.',
  template_not_found: () => 'Ce modèle n’existe plus.',
  template_in_use: ({ usedBy }) =>
    `D’autres modèles l’utilisent et ne fonctionneraient plus : ${namesIn(usedBy)}. Modifiez-les d’abord.`,
  template_version_not_found: () => 'Cette version du modèle n’est plus conservée.',
  template_invalid: () =>
    'Le modèle n’est pas écrit correctement : vérifiez les accolades et les conditions.',
  template_data_invalid: ({ variables }) =>
    `Le modèle a besoin d’une valeur qui convient pour : ${Array.isArray(variables) ? variables.join(', ') : '…'}.`,
  channel_unavailable: () => 'Ce canal n’est pas configuré.',
  invalid_cursor: () => 'Impossible de continuer à partir d’ici. Actualisez la page.',
  code_too_soon: () => 'Un nouveau code ne peut pas encore être envoyé. Patientez un instant.',
  webhook_not_found: () => 'Ce webhook n’existe plus.',
  template_too_expensive: () => 'Le modèle demande trop de temps ou de mémoire : simplifiez-le.',
  template_exists: () => 'Un modèle porte déjà cet identifiant : modifiez-le, ou choisissez-en un autre.',
  no_own_address: () => 'Aucune adresse e-mail n’est associée à votre compte pour recevoir un test.',
  no_such_file: () => 'Ce fichier n’existe pas dans le message.',
  no_html: () => 'Ce message n’a pas de version mise en forme.',
  no_such_route: gone,
  no_such_site: gone,
  unknown_site: gone,
  invalid_config: broken,
  transactions_unsupported: broken,
  transport_misconfigured: broken,
  secret_changed: broken,
  storage_not_ready: broken,
  transport_unavailable: () => 'Le fournisseur est injoignable pour le moment. Réessayez dans un instant.',
  malformed_json: old,
  method_not_allowed: old,
  unsupported_media_type: old,
  foreign_origin: old,
  too_many_streams: () => 'Trop de fenêtres de cette console sont ouvertes. Fermez-en une.',
};

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '…';
  return usedBy.map((one) => `« ${String(Reflect.get(Object(one), 'name'))} »`).join(', ');
}

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: ErrorDetails): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'L’expéditeur doit avoir un nom de 1 à 70 caractères.',
    name_characters: 'Le nom doit tenir sur une ligne, sans < > " ni \\.',
    name_at: 'Le nom ne doit pas contenir de @ : on le prendrait pour une autre adresse.',
    free_mail:
      'Seul l’exploitant de ce domaine peut envoyer depuis celui-ci : utilisez une adresse de votre propre domaine.',
    disposable: 'C’est une adresse jetable : utilisez une adresse de votre propre domaine.',
    null_mx: 'Ce domaine n’accepte pas d’e-mails : le code n’y arriverait pas.',
    no_mail_host: 'Ce domaine n’a pas de serveur de messagerie. Est-il bien orthographié ?',
    too_many: 'Il ne peut pas y avoir plus d’expéditeurs : supprimez-en d’abord un.',
    provider: 'Le fournisseur a refusé cet expéditeur.',
    sms_sender:
      'Votre fournisseur n’accepte pas cet expéditeur. Un nom comporte de 1 à 11 lettres (A–Z), chiffres et espaces, dont au moins une lettre ; un numéro commence par l’indicatif du pays, par exemple +33 6 39 98 12 34.',
  };
  return sentences[String(reason)] ?? 'Cet expéditeur ne convient pas. Vérifiez le nom et l’adresse.';
}
