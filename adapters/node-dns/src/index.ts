export { type NodeDnsOptions, nodeDns } from './node-dns-resolver.ts';
