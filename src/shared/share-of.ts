/**
 * A number from 0 to below 1 that is the same for the same text on every machine, and otherwise spread evenly: for
 * what must look random and yet be replayed. FNV-1a with the last mixing of MurmurHash3, because texts that differ in
 * their end only are the usual case.
 */
export function shareOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
