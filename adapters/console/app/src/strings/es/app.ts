import type { enApp } from '../en/app.ts';

export const esApp: typeof enApp = {
  skip: 'Ir al contenido',
  menu: 'Menú',
  navigation: 'Mensajes',
  channels: 'Canal',
  site: 'Sitio web',
  loading: 'Cargando…',
  signedInAs: (user) => `Sesión iniciada como ${user}`,
  settings: 'Opciones de pantalla',
  appearance: 'Aspecto',
  appearances: { auto: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
  language: 'Idioma',
  languageAuto: 'Como el navegador',
  live: {
    live: 'En directo',
    polling: 'Cada pocos segundos',
    away: 'El servidor no responde',
    offline: 'Sin conexión',
    signed_out: 'Sesión cerrada',
  },
  liveHint: {
    live: 'Los cambios aparecen automáticamente.',
    polling: 'La conexión en directo se ha interrumpido: la página consulta los cambios cada pocos segundos.',
    away: 'Lo que ve puede no estar al día. La página continuará automáticamente cuando el servidor responda.',
    offline:
      'Este dispositivo no tiene conexión: lo que ve puede no estar al día. Después, la página continuará automáticamente.',
    signed_out:
      'Lo que ve puede no estar al día. Vuelva a iniciar sesión y la página continuará automáticamente.',
  },
  safeMode: {
    title: 'Modo seguro: no se escribe a todo el mundo',
    email: {
      held: 'Los correos no se envían',
      redirected: (to) => `Los correos se envían a ${to} y no a sus destinatarios`,
    },
    sms: {
      held: 'Los SMS no se envían',
      redirected: (to) => `Los SMS se envían a ${to} y no a sus destinatarios`,
    },
    unless: (allowed, more) =>
      `, salvo los dirigidos a ${allowed.join(', ')}${more > 0 ? ` y ${more} más` : ''}`,
  },
  signIn: 'Iniciar sesión',
  sessionEnded: 'La sesión ha caducado',
  sessionEndedHint:
    'Vuelva a iniciar sesión para continuar. Lo que está escribiendo se conserva en este dispositivo.',
  notFound: 'Esta página no existe',
  notFoundHint: 'Puede que el enlace sea antiguo o que se haya copiado incompleto.',
  home: 'Ir al resumen',
  channelOff: { email: 'El correo no está configurado', sms: 'Los SMS no están configurados' },
  channelOffHint:
    'El servicio no tiene ningún proveedor para este canal. Quienes lo administran pueden añadir uno.',
  notAllowed: 'Puede ver esta página, pero no cambiar nada: su cuenta no tiene permiso.',
  notLoaded: 'No se ha podido cargar esta página',
  notLoadedHint: 'Falta una parte de ella en el servidor. Las demás páginas no se ven afectadas.',
  crashed: 'No se ha podido mostrar esta página',
  crashedHint:
    'No se ha cambiado nada. Vuelva a cargar la página; si el problema continúa, avise a quienes administran el servicio.',
  reload: 'Volver a cargar',
};
