import type { enFindings } from '../en/findings.ts';
import { one } from './one.ts';

export const frFindings: typeof enFindings = {
  title: (count) => one(count, 'point à vérifier', 'points à vérifier'),
  none: 'Rien n’a été trouvé qui l’empêcherait d’arriver ou d’être lu.',
  words: {
    no_text: () => 'Il n’y a pas de texte : les personnes qui ne voient pas les images ne voient rien.',
    images_only: ({ images }) =>
      `${one(images, 'image', 'images')} et presque pas de texte : les filtres antispam s’en méfient, et beaucoup de logiciels ne chargent pas les images.`,
    alt_missing: ({ count }) =>
      `${one(count, 'image n’a', 'images n’ont')} pas de description (alt) pour les personnes qui ne voient pas les images.`,
    html_large: ({ bytes }, locale) =>
      `L’e-mail fait ${Math.round(bytes / 1000).toLocaleString(locale)} ko : Gmail coupe ce qui dépasse 102 ko.`,
    html_deep: () => 'Ses éléments sont imbriqués trop profondément : tout n’a pas été examiné.',
    link_insecure: ({ url }) => `Un lien n’est pas chiffré : écrivez https:// dans ${url}`,
    link_unsafe: ({ url }) =>
      `Un lien ne mène à aucune page, et les logiciels de messagerie le bloquent : ${url}`,
    link_broken: ({ url }) =>
      url === '' ? 'Un lien est vide.' : `Un lien n’est pas une adresse complète, du type https://… : ${url}`,
    link_private: ({ url }) =>
      `Un lien mène à une machine que les destinataires ne peuvent pas atteindre : ${url}`,
    link_differs: ({ url, shown }) =>
      `Un lien affiche ${shown}, mais mène à ${url} : cela ressemble à une fraude.`,
    link_shortened: ({ url, host }) =>
      `Un lien passe par ${host}, dont les filtres antispam se méfient : ${url}`,
    contrast_low: ({ ratio, color, background, text }, locale) =>
      `Difficile à lire : « ${text} » est en ${color} sur ${background}, ${ratio.toLocaleString(locale)} pour 1.`,
    color_alone: ({ color, text }) =>
      `« ${text} » a une couleur (${color}) mais pas d’arrière-plan : en mode sombre ou clair, le texte risque d’être illisible.`,
    background_alone: ({ background, text }) =>
      `« ${text} » a un arrière-plan (${background}) mais pas de couleur : en mode sombre ou clair, le texte risque d’être illisible.`,
    subject_long: ({ characters }) =>
      `L’objet compte ${one(characters, 'caractère', 'caractères')} : la plupart des logiciels en affichent une soixantaine.`,
    subject_capitals: () =>
      'L’objet est en majuscules : cela se lit comme un cri, et comme un message indésirable.',
    unsubscribe_missing: ({ topic }) =>
      `Le message porte sur « ${topic} », mais n’offre aucun moyen de se désabonner.`,
  },
  sms: {
    unicode_characters: (characters) =>
      `${characters} : ce SMS passe en Unicode, avec 70 caractères par segment au lieu de 160.`,
    unicode_name: (characters) =>
      `Le nom du service placé avant le texte contient ${characters}, et chaque SMS passe en Unicode : 70 caractères par segment au lieu de 160.`,
  },
  replace: (pairs) => `Remplacer : ${pairs}`,
  replaced: (segments) => `Il comptera alors ${one(segments, 'segment', 'segments')}.`,
};
