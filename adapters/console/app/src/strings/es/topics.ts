import type { enTopics } from '../en/topics.ts';

export const esTopics: typeof enTopics = {
  topic: 'Tema',
  hint: 'Quien se haya dado de baja de este tema no recibe el mensaje.',
  none: 'Ningún tema',
  gone: 'El servicio ya no tiene este tema: elija otro.',
  ofTemplate: (name) => `El de la plantilla: ${name}`,
  templateHint: 'De qué tratan sus mensajes: quien se haya dado de baja del tema no los recibe.',
  optOuts: 'Quien se haya dado de baja',
  optOutChoices: {
    usual: 'No lo recibe',
    unsubscribe: 'No lo recibe; los demás pueden darse de baja',
    essential: 'Lo recibe igualmente: es esencial',
  },
  optOutHints: {
    usual: 'Hay un enlace para darse de baja si el mensaje lo muestra.',
    unsubscribe: 'Los programas de correo muestran un botón para darse de baja con un clic.',
    essential:
      'Solo para lo que la persona ha pedido o necesita, por ejemplo, una factura. Los rebotes, las quejas y las exclusiones manuales se siguen respetando.',
  },
  essentialLink:
    'Un mensaje esencial no muestra ningún enlace para darse de baja: quite el enlace o deje que se respeten las bajas.',
  chosen: 'Lo que ha elegido esta persona',
  chosenHint: 'De qué se ha dado de baja: por un enlace, con STOP o diciéndoselo a ustedes.',
  choices: (where) => `Preferencias para ${where}`,
  everything: 'Todo',
  gets: 'Lo recibe',
  notOut: 'Sin baja',
  out: (since) => `De baja desde: ${since}`,
  allOut: 'No, mientras esté de baja de todo',
  heldBy: (reason, since) => `Aquí no se envía nada, con independencia de lo elegido: ${reason}, ${since}.`,
  heldTopic: (reason, since) => `No se envía: ${reason}, ${since}`,
  optOut: 'Dar de baja',
  optOutOf: (name, where) => `Dar de baja: «${name}», ${where}`,
  optIn: 'Volver a dar de alta',
  optInOf: (name, where) => `Volver a dar de alta: «${name}», ${where}`,
  optInTitle: '¿Volver a dar de alta?',
  optInBody: (name, where) => `«${name}» se enviará de nuevo a ${where}.`,
  optInWarn: 'Esta persona se dio de baja. Vuelva a darla de alta solo si lo ha pedido.',
  optedOut: (name, where) => `«${name}» ya no se envía a ${where}.`,
  optedIn: (name, where) => `«${name}» se envía de nuevo a ${where}.`,
  unreadable: (channel) => `${channel}: la dirección de esta persona no se puede usar.`,
};
