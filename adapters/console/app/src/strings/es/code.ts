import type { enCode } from '../en/code.ts';

export const esCode: typeof enCode = {
  label: 'Código',
  hint: 'Puede pegarlo.',
  open: (address, until) =>
    `Hemos enviado un código de seis cifras a ${address}. Caduca a esta hora: ${until}.`,
  usedUp: (address) =>
    `El código enviado a ${address} ya no sirve: se han introducido demasiados códigos incorrectos. Envíe otro.`,
  waiting: (address, at) =>
    `Aún no se ha enviado ningún código válido a ${address}. Próximo envío: ${at}; si esta página está abierta a esa hora, se enviará automáticamente.`,
  none: (address) => `En este momento no hay ningún código válido para ${address}. Envíe uno nuevo.`,
  nextAt: (at) => `Hora a partir de la que se puede enviar otro código: ${at}.`,
};
