import type { Catalogue } from '../en/index.ts';
import { frApp } from './app.ts';
import { frAudit } from './audit.ts';
import { frBatches } from './batches.ts';
import { frCompose } from './compose.ts';
import { frDelivery } from './delivery.ts';
import { frEditor } from './editor.ts';
import { frFindings } from './findings.ts';
import { frHistory, frMessage } from './history.ts';
import { frMany } from './many.ts';
import { on } from './moments.ts';
import { frNotes } from './notes.ts';
import { one } from './one.ts';
import { frOverview } from './overview.ts';
import { frParts } from './parts.ts';
import { frSender } from './sender.ts';
import { frSenders } from './senders.ts';
import { frSignature } from './signature.ts';
import { frImport } from './suppressions.ts';
import { frTemplateLanguages } from './template-languages.ts';
import { frTopics } from './topics.ts';
import { frVersions } from './versions.ts';
import { frWebhooks } from './webhooks.ts';

export const fr: Catalogue = {
  ...frDelivery,
  sender: frSender,
  senders: frSenders,
  app: frApp,
  versions: frVersions,
  parts: frParts,
  templateLanguages: frTemplateLanguages,
  webhooks: frWebhooks,
  audit: frAudit,
  topics: frTopics,
  batches: frBatches,
  channel: { email: 'E-mail', sms: 'SMS' },
  nav: {
    overview: 'Vue d’ensemble',
    compose: 'Rédiger',
    history: 'Historique',
    templates: 'Modèles',
    suppressions: 'Exclusions',
    sender: 'Expéditeur',
    webhooks: 'Webhooks',
    audit: 'Modifications',
  },
  common: {
    colon: ' : ',
    cancel: 'Annuler',
    close: 'Fermer',
    save: 'Enregistrer',
    delete: 'Supprimer',
    remove: 'Retirer',
    copy: 'Copier',
    copied: 'Copié',
    tryAgain: 'Réessayer',
    loadMore: 'Afficher plus',
    loadingMore: 'Chargement de la suite…',
    end: 'C’est tout.',
    dismiss: 'Fermer cet avis',
  },
  overview: frOverview,
  compose: frCompose,
  many: frMany,
  editor: frEditor,
  signature: frSignature,
  history: frHistory,
  message: frMessage,
  consumer: {
    title: (name) => `Messages pour ${name}`,
    embeddedTitle: 'Messages',
    gone: 'Cette personne n’est plus connue ; les messages sont conservés.',
    write: { email: 'Écrire un e-mail', sms: 'Écrire un SMS' },
    channels: { all: 'Tous', email: 'E-mail', sms: 'SMS' },
    embed: 'Intégrer dans votre propre page',
    embedHint:
      'Cette adresse affiche la liste seule, à placer dans un cadre à côté de la fiche de la personne.',
  },
  priorities: { usual: 'Habituelle', high: 'Haute', normal: 'Normale', low: 'Basse' },
  templates: {
    title: { email: 'Modèles d’e-mail', sms: 'Modèles de SMS' },
    hint: 'Un modèle préremplit un message. Ce qui change d’un message à l’autre figure entre doubles accolades : {{ name }}.',
    add: 'Nouveau modèle',
    empty: 'Aucun modèle pour l’instant',
    emptyHint: 'Écrivez-en un pour ce que vous envoyez souvent.',
    inCode: 'Intégré',
    madeHint:
      'Ce modèle fait partie du service, qui compose son texte à partir des valeurs fournies. Vous pouvez l’utiliser et le consulter, mais pas le modifier ici.',
    inCodeHint:
      'Ce modèle fait partie du service. Vous pouvez l’utiliser et le consulter, mais pas le modifier ici.',
    editable: 'Écrit ici',
    variables: 'Variables',
    updated: (at) => `Modifié ${on(at)}`,
    newTitle: 'Nouveau modèle',
    name: 'Nom',
    nameHint: 'Tel qu’il apparaît dans la liste.',
    subject: 'Objet',
    text: 'Texte',
    html: 'HTML',
    textHint: {
      email: 'S’il est laissé vide, il est créé à partir du HTML.',
      sms: 'Le nom de votre site est placé devant.',
    },
    htmlHint: 'Pour un e-mail mis en forme. Laissez vide pour un e-mail en texte brut.',
    sender: 'Expéditeur',
    topic: 'Thème',
    priority: 'Priorité',
    priorityHint: 'Ce qui part en premier quand plusieurs messages attendent.',
    liquid:
      'Écrivez {{ name }} à l’endroit d’une valeur. Les conditions et les listes fonctionnent aussi, dans le langage Liquid.',
    previewValues: 'Exemples de valeurs',
    keepValues: 'Garder avec le modèle',
    screen: 'Largeur de l’aperçu',
    desk: 'Ordinateur',
    phone: 'Téléphone',
    lastUsed: 'Dernière utilisation :',
    recent: (count, more, days) =>
      `${more ? 'plus de ' : ''}${one(count, 'message', 'messages')} en ${one(days, 'jour', 'jours')}`,
    neverUsed: 'Pas encore utilisé.',
    unusedSince: (at) => `Inutilisé (depuis : ${at}) ; ce qui est plus ancien n’a pas été examiné.`,
    use: 'Écrire avec ce modèle',
    saved: 'Le modèle est enregistré.',
    deleted: (name) => `Le modèle « ${name} » est supprimé.`,
    deleteTitle: 'Supprimer le modèle ?',
    deleteBody: (name) =>
      `« ${name} » ne pourra plus être utilisé. Les messages déjà envoyés avec ce modèle restent tels quels.`,
    unsaved: 'Pas encore enregistré',
    discard: 'Abandonner les modifications',
    nameMissing: 'Donnez un nom au modèle.',
    gone: 'Ce modèle n’existe pas',
  },
  findings: frFindings,
  notes: frNotes,
  suppressions: {
    title: { email: 'Adresses e-mail exclues', sms: 'Numéros exclus' },
    hint: {
      email:
        'Rien n’est envoyé à ces adresses. Les rebonds et les plaintes y ajoutent des adresses automatiquement.',
      sms: 'Rien n’est envoyé à ces numéros. Toute personne qui répond STOP y est ajoutée automatiquement.',
    },
    address: { email: 'Adresse e-mail', sms: 'Numéro de téléphone' },
    add: { email: 'Ajouter une adresse', sms: 'Ajouter un numéro' },
    addButton: 'Ajouter',
    topic: 'Thème',
    everything: 'Tous les messages',
    added: (address, topic) =>
      topic === undefined
        ? `Plus rien n’est envoyé à ${address}.`
        : `Plus rien n’est envoyé à ${address} sur le thème « ${topic} ».`,
    known: (address) => `${address} figure déjà sur la liste.`,
    reason: 'Motif',
    export: 'Exporter',
    importing: frImport,
    history: {
      title: 'Les modifications de cette entrée',
      none: 'Personne n’a rien modifié.',
      hint: 'Ce qu’une importation a ajouté l’indique sous « Par ».',
    },
    allReasons: 'Tous les motifs',
    reasons: {
      bounced: 'Rebond',
      complained: 'Plainte',
      opted_out: 'Désabonnement',
      manual: 'Ajout manuel',
    },
    source: 'Par',
    sources: { provider: 'le fournisseur', recipient: 'le destinataire', host: 'le service' },
    since: 'Depuis',
    list: 'Adresses exclues',
    find: { email: 'Rechercher une adresse e-mail', sms: 'Rechercher un numéro de téléphone' },
    findButton: 'Rechercher',
    showAll: 'Afficher toute la liste',
    notListed: (address) => `${address} ne figure pas sur la liste : les messages y sont envoyés.`,
    unread: {
      email: (typed) => `« ${typed} » n’est pas une adresse e-mail : saisissez l’adresse complète.`,
      sms: (typed) => `« ${typed} » n’est pas un numéro de téléphone : saisissez le numéro complet.`,
    },
    empty: 'La liste est vide',
    emptyHint: 'Toutes les adresses peuvent recevoir des messages.',
    noneFit: 'Rien ne figure sur la liste pour ce motif',
    noneFitHint: 'Choisissez un autre motif, ou affichez toute la liste.',
    removeTitle: 'Reprendre les envois à cette adresse ?',
    removeBody: (address, topic) =>
      topic === undefined
        ? `${address} sera retiré de la liste : les messages y seront de nouveau envoyés.`
        : `${address} sera retiré de la liste pour « ${topic} » : les messages sur ce thème y seront de nouveau envoyés.`,
    removeWarn:
      'Cette personne ne voulait plus recevoir de messages. Ne retirez l’entrée que si elle l’a demandé.',
    removed: (address, topic) =>
      topic === undefined
        ? `${address} ne figure plus sur la liste.`
        : `${address} ne figure plus sur la liste pour « ${topic} ».`,
    removeOf: (address) => `Retirer ${address}`,
    missing: { email: 'Saisissez une adresse e-mail.', sms: 'Saisissez un numéro de téléphone.' },
  },
};
