import type { enSignature } from '../en/signature.ts';

export const esSignature: typeof enSignature = {
  title: 'Firma de correo',
  hint: 'Se añade al final de cada correo que alguien escribe aquí con este remitente. Los correos que el servicio envía por sí solo no la llevan.',
  none: 'Todavía no hay firma.',
  write: 'Escribir una firma',
  change: 'Modificar la firma',
  field: 'Firma',
  lines: 'Mayús + Intro empieza una línea nueva sin espacio.',
  preview: 'La firma tal como se ve en un correo',
  inText: 'En texto sin formato',
  saved: 'La firma se ha guardado.',
  missing: 'Escriba algo o quite la firma.',
  tooLong: 'Es demasiado larga para una firma.',
  remove: 'Quitar',
  removeTitle: '¿Quitar la firma?',
  removeBody:
    'Los correos que se escriban a partir de ahora no la llevarán. Lo ya enviado se queda como está.',
  removed: 'La firma se ha quitado.',
};
