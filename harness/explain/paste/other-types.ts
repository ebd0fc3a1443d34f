/** Types of records that play no part in finding a server: those of IANA's table, and those that hosters have made up. */
const OTHER_TYPES: ReadonlySet<string> = new Set(
  `ALIAS ANAME SOA NS DNAME HTTPS SVCB MX PTR CAA DS DNSKEY RRSIG NSEC NSEC3 NSEC3PARAM CDS CDNSKEY CSYNC TLSA SMIMEA
  OPENPGPKEY SSHFP NAPTR URI HINFO RP LOC SPF CERT AFSDB APL DHCID DLV EUI48 EUI64 HIP IPSECKEY KEY KX NID L32 L64 LP
  SIG TA ZONEMD MB MD MF MG MINFO MR NULL NXT PX RT WKS X25 ISDN NSAP NSAP-PTR GPOS ATMA NIMLOC EID SINK AMTRELAY
  RESINFO WALLET DSYNC CLA IPN NINFO RKEY TALINK DOA AVC NXNAME`
    .split(/\s+/)
    .filter((type) => type !== ''),
);

/** `TYPE65` is HTTPS (RFC 3597, section 5). */
export const isOtherType = (upper: string): boolean => OTHER_TYPES.has(upper) || /^TYPE\d{1,5}$/.test(upper);
