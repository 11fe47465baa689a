import type { DiagnosticSentences } from '../en/sender.ts';
import { one } from './one.ts';

/** The server's findings in Spanish, from the same parts. */
export const esDiagnostics: Required<DiagnosticSentences> = {
  not_found: (p) =>
    `No hay ningún registro ${p.type} que coincida en ${p.name}: añádalo como se muestra; un cambio puede tardar hasta 48 horas en verse.`,
  appended_zone: (p) =>
    `El registro está en ${p.found}: su proveedor de DNS añade el dominio automáticamente, así que introduzca solo «${p.relative}» como nombre.`,
  wrong_host: (p) => `El registro está en ${p.found}: muévalo a ${p.name}.`,
  parent_level: (p) => `El registro está en ${p.parent} y no en ${p.domain}: introdúzcalo en ${p.name}.`,
  stale_cache: (p) =>
    `Sus servidores de nombres tienen el registro en ${p.name}; es posible que otros sigan viendo el estado anterior ${waitOf(p.ttl)}. Solo hay que esperar.`,
  resolver_failure: (p) =>
    `Sus servidores de nombres tienen el registro en ${p.name}, pero los sistemas que lo consultan lo rechazan (${p.code}), por lo que puede que los receptores no lo vean: pida a su proveedor de DNS que revise las firmas DNSSEC del dominio.`,
  ns_refused: (p) =>
    `En ${p.refused} de ${p.asked} servidores de nombres de ${p.domain} no hay respuesta para el dominio: pida a su proveedor de DNS que lo solucione o retírelos donde está registrado el dominio.`,
  ns_disagree: (p) =>
    `En ${p.wrong} de ${p.asked} servidores de nombres consultados, ${p.name} no está como debe: espere una hora y después pida a su proveedor de DNS que iguale sus servidores.`,
  wrong_type: (p) =>
    `${p.name} es un registro ${p.found}: sustitúyalo por un registro ${p.type} con el valor que se muestra.`,
  cname_conflict: (p) =>
    `El CNAME de ${p.name} (hacia ${p.target}) oculta cualquier registro TXT en ese nombre: elimine uno de los dos, porque no pueden compartir el nombre.`,
  cname_loop: (p) =>
    `El CNAME de ${p.name} (hacia ${p.target}) lleva de vuelta a sí mismo, por lo que allí nunca se encuentra nada: sustitúyalo por el registro que se muestra.`,
  dangling_cname: (p) =>
    `${p.name} apunta a ${p.target}, donde no existe tal registro: compare el destino con el valor que se muestra, letra por letra.`,
  quoted: (p) => `El valor de ${p.name} contiene comillas o barras invertidas: introdúzcalo sin ellas.`,
  truncated: (p) =>
    `El valor de ${p.name} se corta tras ${p.got} de ${p.want} caracteres: introdúzcalo como un solo registro, dividido en cadenas de 255 caracteres como máximo.`,
  whitespace: (p) =>
    `El valor de ${p.name} tiene espacios o saltos de línea de más: introdúzcalo de una sola vez, exactamente como se muestra.`,
  letter_case: (p) =>
    `El valor de ${p.name} se diferencia del que se muestra en las mayúsculas y minúsculas: cópielo en lugar de teclearlo.`,
  duplicate_tag: (p) =>
    `El registro de ${p.name} contiene «${p.tag}=» más de una vez y por eso no es válido: déjelo una sola vez, como se muestra.`,
  swapped_value: (p) =>
    `El valor de ${p.name} es el que corresponde a ${p.belongs}: introduzca en cada nombre el valor que se muestra para él.`,
  old_value: (p) =>
    `El valor de ${p.name} procede de una configuración anterior: sustitúyalo por el que se muestra.`,
  other_value: (p) =>
    `En ${p.name} se espera «${p.expected}», pero se ha encontrado «${p.found}»: introduzca el valor que se muestra.`,
  duplicate: (p) =>
    `Hay ${p.count} registros ${p.type} en ${p.name}: deje solo el que tiene el valor que se muestra.`,
  wildcard: (p) =>
    `Un registro comodín (*) responde por ${p.name}, que no tiene registro propio: añada el registro ${p.type} exactamente con este nombre.`,
  dkim_revoked: (p) =>
    `La clave de ${p.name} está vacía (p=), lo que la revoca: introduzca el valor completo que se muestra.`,
  dkim_testing: (p) =>
    `La clave de ${p.name} está marcada como prueba (t=y): quite esa parte para que los receptores se fíen de ella.`,
  dkim_weak: (p) =>
    `La clave de ${p.name} tiene solo ${p.bits} bits: solicite una de 2048, porque los receptores confían cada vez menos en las más cortas.`,
  dmarc_multiple: (p) =>
    `Hay ${p.count} registros DMARC en ${p.name} y por eso ninguno es válido: deje uno, el más estricto si son distintos.`,
  dmarc_no_policy: (p) =>
    `El registro DMARC de ${p.name} no tiene ninguna política válida: necesita p=none, p=quarantine o p=reject, según lo que haya decidido.`,
  dmarc_as_none: (p) =>
    `El registro DMARC de ${p.name} no tiene una política válida en «${p.tag}=», así que los receptores actúan como si dijera p=none: escriba ahí none, quarantine o reject, según lo que haya decidido.`,
  dmarc_bad_policy: (p) =>
    `«${p.tag}=${p.found}» en el registro DMARC de ${p.name} no es una política válida, así que los receptores no tienen en cuenta el registro: escriba ahí none, quarantine o reject.`,
  dmarc_semicolon: (p) =>
    `Falta un punto y coma en el registro DMARC de ${p.name}: ponga uno después de «v=DMARC1» y otro después de cada una de las demás partes.`,
  dmarc_testing: (p) =>
    `El registro DMARC de ${p.name} contiene «t=y», una prueba: los receptores tratan el correo que no supera la comprobación con menos rigor de lo que pide «p=${p.policy}». Quítelo cuando termine la prueba.`,
  dmarc_case: (p) =>
    `El registro DMARC de ${p.name} tiene «${p.tag}=» en mayúsculas y algunos receptores no lo leen: escríbalo en minúsculas.`,
  dmarc_not_first: (p) =>
    `El registro DMARC de ${p.name} no empieza exactamente por «v=DMARC1» y por eso no se tiene en cuenta: póngalo al principio y deje el resto como está.`,
  dmarc_inherited: (p) =>
    `El registro DMARC de ${p.parent} (política «${p.policy}») también cubre ${p.domain}: no hay que añadir nada.`,
  dmarc_ignored_tag: (p) =>
    `El registro DMARC de ${p.name} tiene partes que los receptores ya no leen (${p.tags}): no molestan y se pueden quitar.`,
  spf_multiple: (p) =>
    `${p.domain} tiene ${p.count} registros SPF (v=spf1) y por eso ninguno es válido: únalos en uno solo.`,
  spf_lookups: (p) =>
    `El registro SPF de ${p.domain} necesita más de 10 consultas DNS y los receptores desisten: quite los servicios que ya no use.`,
  spf_syntax: (p) =>
    `El registro SPF de ${p.domain} tiene una parte que no es válida («${p.term}»), lo que lo invalida por completo: corríjala o quítela.`,
  spf_include: (p) =>
    `El registro SPF de ${p.domain} remite a ${p.target}, que no tiene un registro SPF válido, lo que lo invalida por completo: quite esa parte o corrija el nombre.`,
  spf_void: (p) =>
    `El registro SPF de ${p.domain} remite a más de dos nombres que no existen y los receptores desisten: quite los servicios que ya no use.`,
  spf_all: (p) =>
    `El registro SPF de ${p.domain} permite que cualquier servidor del mundo envíe en su nombre (+all): termínelo con ~all o -all.`,
  domain_missing: (p) =>
    `El dominio ${p.domain} no existe: compruebe que está bien escrito y que su registro no ha caducado.`,
  lame_delegation: (p) =>
    `Ningún servidor de nombres consultado (${p.asked} en total) responde por ${p.domain}: pida a su proveedor de DNS que configure el dominio en ellos o indique los servidores actuales donde está registrado el dominio.`,
  domain_servfail: (p) =>
    `Las consultas sobre ${p.domain} no obtienen ninguna respuesta válida (ESERVFAIL): si el problema continúa, pregunte a su proveedor de DNS si sus servidores de nombres responden por el dominio y si su DNSSEC está en orden.`,
  dns_failure: (p) =>
    `Los servidores de nombres no han respondido por ${p.name} (${p.code}): inténtelo de nuevo en unos minutos; si el problema continúa, consulte a su proveedor de DNS.`,
};

function waitOf(ttl: string | number | undefined): string {
  const seconds = Number(ttl ?? 0);
  if (!(seconds > 0)) return 'durante unas horas';
  if (seconds > 5400) return `durante un máximo de ${one(Math.ceil(seconds / 3600), 'hora', 'horas')}`;
  return `durante un máximo de ${one(Math.ceil(seconds / 60), 'minuto', 'minutos')}`;
}
