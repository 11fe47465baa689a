import type { enProvider } from '../en/provider.ts';

export const esProvider: typeof enProvider = {
  codeTitle: (name) => `Introduzca el código de ${name}`,
  linkTitle: (name) => `Siga el enlace de ${name}`,
  ownTitle: (name) => `Confirme la dirección para ${name}`,
  code: (name, address) => `Hemos pedido a ${name} que envíe un código a ${address}. Introdúzcalo aquí.`,
  link: (name, address) => `Siga el enlace que ${name} ha enviado a ${address} y después pulse «Comprobar».`,
  own: (name, address) =>
    `Para ${name} vale un código nuestro. Haga que se envíe a ${address} e introdúzcalo aquí.`,
  check: 'Comprobar',
  notYet: (name) =>
    `Según ${name}, la dirección aún no está confirmada. ¿No le ha llegado el correo? Mire en la carpeta de spam y compruebe la dirección.`,
  resend: (name) => `Pedir a ${name} que lo envíe otra vez`,
  resent: (name, address) => `${name} vuelve a enviar el correo a ${address}.`,
  other: (name) =>
    `${name} envía sus correos cuando el primer proveedor no puede. Hasta que se configure aquí, no se utiliza.`,
  partly:
    'El remitente ya puede enviar. El otro proveedor, para cuando el primero no pueda, aún necesita sus registros: introdúzcalos donde se administra su dominio.',
  records: (name) => `Registros para ${name}`,
  noRecords: (name) => `${name} aún no ha comunicado sus registros. Se solicitarán al comprobar el dominio.`,
  inPlace: 'Listo',
  notInPlace: 'Pendiente',
};
