import type { Catalogue } from '../en/index.ts';
import { esApp } from './app.ts';
import { esAudit } from './audit.ts';
import { esBatches } from './batches.ts';
import { esCompose } from './compose.ts';
import { esDelivery } from './delivery.ts';
import { esEditor } from './editor.ts';
import { esFindings } from './findings.ts';
import { esHistory, esMessage } from './history.ts';
import { esMany } from './many.ts';
import { esNotes } from './notes.ts';
import { one } from './one.ts';
import { esOverview } from './overview.ts';
import { esParts } from './parts.ts';
import { esSender } from './sender.ts';
import { esSenders } from './senders.ts';
import { esSignature } from './signature.ts';
import { esImport } from './suppressions.ts';
import { esTemplateLanguages } from './template-languages.ts';
import { esTopics } from './topics.ts';
import { esVersions } from './versions.ts';
import { esWebhooks } from './webhooks.ts';

export const es: Catalogue = {
  ...esDelivery,
  sender: esSender,
  senders: esSenders,
  app: esApp,
  versions: esVersions,
  webhooks: esWebhooks,
  audit: esAudit,
  topics: esTopics,
  batches: esBatches,
  channel: { email: 'Correo', sms: 'SMS' },
  nav: {
    overview: 'Resumen',
    compose: 'Redactar',
    history: 'Historial',
    templates: 'Plantillas',
    suppressions: 'Exclusiones',
    sender: 'Remitente',
    webhooks: 'Webhooks',
    audit: 'Cambios',
  },
  common: {
    colon: ': ',
    cancel: 'Cancelar',
    close: 'Cerrar',
    save: 'Guardar',
    delete: 'Eliminar',
    remove: 'Quitar',
    copy: 'Copiar',
    copied: 'Copiado',
    tryAgain: 'Reintentar',
    loadMore: 'Cargar más',
    loadingMore: 'Cargando más…',
    end: 'Eso es todo.',
    dismiss: 'Cerrar este aviso',
  },
  overview: esOverview,
  compose: esCompose,
  many: esMany,
  findings: esFindings,
  notes: esNotes,
  editor: esEditor,
  signature: esSignature,
  history: esHistory,
  message: esMessage,
  consumer: {
    title: (name) => `Mensajes para ${name}`,
    embeddedTitle: 'Mensajes',
    gone: 'Esta persona ya no figura en el servicio; los mensajes se conservan.',
    write: { email: 'Escribir un correo', sms: 'Escribir un SMS' },
    channels: { all: 'Todos', email: 'Correo', sms: 'SMS' },
    embed: 'Insertar en su propia página',
    embedHint:
      'Esta dirección muestra solo la lista, para ponerla en un marco junto a la ficha de la persona.',
  },
  priorities: { usual: 'La habitual', high: 'Alta', normal: 'Normal', low: 'Baja' },
  parts: esParts,
  templateLanguages: esTemplateLanguages,
  templates: {
    title: { email: 'Plantillas de correo', sms: 'Plantillas de SMS' },
    hint: 'Una plantilla rellena un mensaje. Lo que cambia de un mensaje a otro va entre llaves dobles: {{ name }}.',
    add: 'Nueva plantilla',
    empty: 'Aún no hay plantillas',
    emptyHint: 'Escriba una para lo que envía a menudo.',
    inCode: 'Integrada',
    madeHint:
      'Esta plantilla forma parte del servicio, que compone su texto con los valores que recibe. Se puede usar y ver, pero no cambiar aquí.',
    inCodeHint: 'Esta plantilla forma parte del servicio. Se puede usar y ver, pero no cambiar aquí.',
    editable: 'Escrita aquí',
    variables: 'Variables',
    updated: (at) => `Modificada: ${at}`,
    newTitle: 'Nueva plantilla',
    name: 'Nombre',
    nameHint: 'Así aparece en la lista.',
    subject: 'Asunto',
    text: 'Texto',
    html: 'HTML',
    textHint: {
      email: 'Si se deja vacío, se genera a partir del HTML.',
      sms: 'Delante se añade el nombre de su sitio web.',
    },
    htmlHint: 'Para un correo con formato. Déjelo vacío para uno sin formato.',
    sender: 'Remitente',
    topic: 'Tema',
    priority: 'Prioridad',
    priorityHint: 'Qué sale primero cuando hay varios mensajes en espera.',
    liquid:
      'Escriba {{ name }} donde deba ir un valor. También puede usar condiciones y listas, en el lenguaje Liquid.',
    previewValues: 'Valores de ejemplo',
    keepValues: 'Conservar con la plantilla',
    screen: 'Anchura de la vista previa',
    desk: 'Escritorio',
    phone: 'Teléfono',
    lastUsed: 'Último uso',
    recent: (count, more, days) =>
      `${more ? 'más de ' : ''}${one(count, 'mensaje', 'mensajes')} en ${days} días`,
    neverUsed: 'Aún sin usar.',
    unusedSince: (at) => `Sin uso (desde: ${at}); lo anterior no se ha examinado.`,
    use: 'Usar plantilla',
    saved: 'La plantilla se ha guardado.',
    deleted: (name) => `La plantilla «${name}» se ha eliminado.`,
    deleteTitle: '¿Eliminar la plantilla?',
    deleteBody: (name) =>
      `«${name}» ya no se podrá usar. Los mensajes enviados con ella se quedan como están.`,
    unsaved: 'Aún sin guardar',
    discard: 'Descartar cambios',
    nameMissing: 'Ponga un nombre a la plantilla.',
    gone: 'Esta plantilla no existe',
  },
  suppressions: {
    title: { email: 'Direcciones excluidas', sms: 'Números excluidos' },
    hint: {
      email:
        'A estas direcciones no se envía nada. Los rebotes y las quejas añaden direcciones aquí automáticamente.',
      sms: 'A estos números no se envía nada. Quien responde STOP se añade aquí automáticamente.',
    },
    address: { email: 'Dirección de correo', sms: 'Número de teléfono' },
    add: { email: 'Añadir una dirección', sms: 'Añadir un número' },
    addButton: 'Añadir',
    topic: 'Tema',
    everything: 'Todo',
    added: (address, topic) =>
      topic === undefined
        ? `Ya no se envía nada a ${address}.`
        : `Ya no se envía nada sobre «${topic}» a ${address}.`,
    known: (address) => `${address} ya está en la lista.`,
    reason: 'Motivo',
    export: 'Exportar',
    importing: esImport,
    allReasons: 'Todos los motivos',
    reasons: {
      bounced: 'Rebote',
      complained: 'Queja',
      opted_out: 'Baja',
      manual: 'Manual',
    },
    source: 'Origen',
    sources: { provider: 'el proveedor', recipient: 'el destinatario', host: 'el servicio' },
    since: 'Desde',
    history: {
      title: 'Historial de cambios',
      none: 'Nadie ha cambiado nada.',
      hint: 'Lo que añadió una importación figura en «Origen».',
    },
    list: 'Direcciones excluidas',
    find: { email: 'Buscar una dirección de correo', sms: 'Buscar un número de teléfono' },
    findButton: 'Buscar',
    showAll: 'Mostrar toda la lista',
    notListed: (address) => `${address} no está en la lista: se le envían mensajes.`,
    unread: {
      email: (typed) => `«${typed}» no es una dirección de correo: introdúzcala completa.`,
      sms: (typed) => `«${typed}» no es un número de teléfono: introdúzcalo completo.`,
    },
    empty: 'La lista está vacía',
    emptyHint: 'Se puede enviar a todas las direcciones.',
    noneFit: 'No hay nada en la lista por este motivo',
    noneFitHint: 'Elija otro motivo o muestre toda la lista.',
    removeTitle: '¿Volver a enviar a esta dirección?',
    removeBody: (address, topic) =>
      topic === undefined
        ? `${address} se quitará de la lista y volverá a recibir mensajes.`
        : `${address} se quitará de la lista de «${topic}» y volverá a recibir mensajes sobre ese tema.`,
    removeWarn: 'Esta persona pidió que no se le escribiera. Quite la entrada solo si lo ha solicitado.',
    removed: (address, topic) =>
      topic === undefined
        ? `${address} ya no está en la lista.`
        : `${address} ya no está en la lista de «${topic}».`,
    removeOf: (address) => `Quitar ${address}`,
    missing: { email: 'Introduzca una dirección de correo.', sms: 'Introduzca un número de teléfono.' },
  },
};
