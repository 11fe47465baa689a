import type { enFindings } from '../en/findings.ts';
import { one } from './one.ts';

export const esFindings: typeof enFindings = {
  title: (count) => (count === 1 ? 'Hay algo que revisar' : `Hay ${count} cosas que revisar`),
  none: 'No se ha encontrado nada que impida que llegue o que se lea.',
  words: {
    no_text: () => 'No hay texto: quien no vea las imágenes no verá nada.',
    images_only: ({ images }) =>
      `${one(images, 'imagen', 'imágenes')} y apenas texto: los filtros de spam desconfían de eso y muchos programas no cargan las imágenes.`,
    alt_missing: ({ count }) =>
      `${one(count, 'imagen no tiene', 'imágenes no tienen')} descripción (alt) para quienes no ${count === 1 ? 'la' : 'las'} ven.`,
    html_large: ({ bytes }, locale) =>
      `El correo ocupa ${Math.round(bytes / 1000).toLocaleString(locale)}\u00a0kB: Gmail corta lo que pasa de 102\u00a0kB.`,
    html_deep: () => 'Los elementos están anidados a demasiada profundidad: no se ha revisado todo.',
    link_insecure: ({ url }) => `Un enlace no está cifrado: escriba https:// en ${url}`,
    link_unsafe: ({ url }) => `Un enlace no lleva a una página y los programas de correo lo bloquean: ${url}`,
    link_broken: ({ url }) =>
      url === '' ? 'Un enlace está vacío.' : `Un enlace no es una dirección completa, como https://…: ${url}`,
    link_private: ({ url }) => `Un enlace lleva a un equipo al que los destinatarios no llegan: ${url}`,
    link_differs: ({ url, shown }) => `Un enlace muestra ${shown}, pero lleva a ${url}: parece un fraude.`,
    link_shortened: ({ url, host }) =>
      `Un enlace pasa por ${host}, del que los filtros de spam desconfían: ${url}`,
    contrast_low: ({ ratio, color, background, text }, locale) =>
      `Difícil de leer: «${text}» es ${color} sobre ${background}, ${ratio.toLocaleString(locale)} a 1.`,
    color_alone: ({ color, text }) =>
      `«${text}» tiene color (${color}), pero no fondo: en modo oscuro o claro podría no leerse.`,
    background_alone: ({ background, text }) =>
      `«${text}» tiene fondo (${background}), pero no color: en modo oscuro o claro podría no leerse.`,
    subject_long: ({ characters }) =>
      `El asunto tiene ${characters} caracteres: la mayoría de los programas muestran unos 60.`,
    subject_capitals: () => 'El asunto está en mayúsculas: parece que grita, y parece spam.',
    unsubscribe_missing: ({ topic }) => `Trata sobre «${topic}», pero no ofrece forma de darse de baja.`,
  },
  sms: {
    unicode_characters: (characters) =>
      `Por ${characters}, este SMS pasa a Unicode: 70 caracteres por segmento en lugar de 160.`,
    unicode_name: (characters) =>
      `El nombre del servicio delante del texto contiene ${characters}, por lo que todos los SMS pasan a Unicode: 70 caracteres por segmento en lugar de 160.`,
  },
  replace: (pairs) => `Sustituir: ${pairs}`,
  replaced: (segments) => `Así tiene ${one(segments, 'segmento', 'segmentos')}.`,
};
