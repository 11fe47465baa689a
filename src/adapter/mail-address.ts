const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const addrSpec = new RegExp(`^(${atom}(?:\\.${atom})*)@((?:${label}\\.)+${label})$`);

/**
 * Whether this is exactly one plain ASCII addr-spec. Core checks addresses when it takes them; this is asked again right
 * before nodemailer sees one, because there `a@b.c\r\nRCPT TO:<x@y.z>` is not refused but sent to somebody else.
 */
export function isAddrSpec(text: string): boolean {
  const [, local = '', domain = ''] = addrSpec.exec(text) ?? [];
  return local !== '' && local.length <= 64 && domain.length <= 253 && text.length <= 254;
}

/** The domain of an address that {@link isAddrSpec}, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Whether text holds what must never reach a header line: C0 and C1 controls, DEL, Unicode line separators. */
export function hasControls(text: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);
}
