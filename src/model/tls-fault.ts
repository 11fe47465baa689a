const tlsCode = /CERT|^ERR_TLS_|^ERR_SSL_|^UNABLE_TO_|HOSTNAME_MISMATCH|^EPROTO$/;

/** Whether a system's code is one of TLS: a certificate that is not trusted, or no TLS server. */
export function isTlsFault(code: string): boolean {
  return tlsCode.test(code);
}
